import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, before, test } from "node:test";

import { Client } from "../client";
import { Conversation } from "../conversation";
import { Follower } from "../follower";
import { Outbox } from "../outbox";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const STATE = { holder: "assistant", closed: false, agent_name: null, place: null, expected_wait_seconds: null, staffed: true, typing: false };
const AT_ONCE = { beforeAttempt: () => 1, betweenPolls: 1 };

let server: Server;

function utterance(seq: number, text: string): object {
  return { seq, id: `u${seq}`, speaker: "notice", name: null, at: "2026-11-22T08:31:07+00:00", lang: "sv", text, html: null, article: null, sources: [], quick_replies: [] };
}

async function serve(answer: Answer): Promise<Client> {
  server = createServer(answer).listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  return new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { conversation: "c", token: "t" });
}

function asJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

function failing(response: ServerResponse): void {
  asJson(response, { detail: "" }, 503);
}

before(() => {
  // What a page has and node has not: a window that tells of the network, a document that tells whether it is seen.
  const page = new EventTarget();
  Object.assign(globalThis, {
    document: Object.assign(new EventTarget(), { hidden: false }),
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
    dispatchEvent: page.dispatchEvent.bind(page),
  });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("where streams fail twice plain requests bring the words, until a stream works; each is shown once", async () => {
  const asked: string[] = [];
  let polls = 0;
  const client = await serve((request, response) => {
    const { url = "" } = request;
    asked.push(url.replace("/v1/conversations/c", ""));
    if (!url.endsWith("/events")) asJson(response, { conversation: "c", state: STATE, utterances: ++polls === 1 ? [utterance(1, "ett"), utterance(2, "två")] : [] });
    else if (polls < 2) failing(response);
    else {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write(`event: state\ndata: ${JSON.stringify(STATE)}\n\nid: 2\nevent: utterance\ndata: ${JSON.stringify(utterance(2, "två"))}\n\nid: 3\nevent: utterance\ndata: ${JSON.stringify(utterance(3, "tre"))}\n\n`);
    }
  });
  const heard: string[] = [];
  let restored = 0;
  await new Promise<void>((resolve) => {
    const follower = new Follower(client, 0, {
      onUtterance: ({ text }) => {
        heard.push(text);
        if (text !== "tre") return;
        follower.stop();
        resolve();
      },
      onCorrection: () => undefined,
      onState: () => undefined,
      onLost: () => undefined,
      onRestored: () => { restored++; },
      onFinal: (problem) => { throw problem; },
    }, AT_ONCE);
    follower.start();
  });
  assert.deepEqual(heard, ["ett", "två", "tre"]);
  assert.equal(restored, 1, "a poll that works is a connection; a failing stream beside it is not told");
  assert.deepEqual(asked.slice(0, 2), ["/events", "/events"]);
  assert.ok(asked.includes("?after=0") && asked.includes("?after=2"));
});

test("what failed for want of a connection is sent again by itself, under the same id and before what was said later", async () => {
  const posted: string[] = [];
  let works = false;
  const client = await serve((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => { body += part.toString(); });
    request.on("end", () => {
      if (!works) {
        failing(response);
        return;
      }
      posted.push((JSON.parse(body) as { id: string }).id);
      asJson(response, { seq: posted.length, text: "" }, 202);
    });
  });
  const resent: string[] = [];
  await new Promise<void>((resolve) => {
    const outbox = new Outbox({
      onRecorded: (id) => { if (id === "b") resolve(); },
      onFailed: ({ id }) => {
        if (id !== "b") return;
        works = true;
        dispatchEvent(new Event("online"));
      },
      onResent: ({ id }) => { resent.push(id); },
      onTrouble: () => undefined,
    }, () => 1);
    outbox.opened(client);
    outbox.put({ id: "a", text: "a" });
    outbox.put({ id: "b", text: "b" });
  });
  assert.deepEqual([resent, posted], [["a", "b"], ["a", "b"]]);
});

test("the closing notice is shown before the end, though no stream brought it", async () => {
  let left = false;
  const client = await serve((request, response) => {
    const { url = "" } = request;
    const state = { ...STATE, closed: left, holder: left ? "nobody" : "queue" };
    if (url.endsWith("/events")) response.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
    else if (url.endsWith("/leave")) {
      left = true;
      asJson(response, { ...state, closed: true, holder: "nobody" });
    } else asJson(response, { conversation: "c", state, utterances: left ? [utterance(2, "Du har lämnat kön.")] : [utterance(1, "Hej")] });
  });
  const told: string[] = [];
  const nothing = (): void => undefined;
  const conversation = new Conversation(client, {
    onOpened: (utterances) => { told.push(...utterances.map(({ text }) => text)); return Promise.resolve(); },
    onUtterance: ({ text }) => { told.push(text); },
    onEnded: (problem) => { told.push(problem ? "problem" : "slut"); },
    onCorrection: nothing, onState: nothing, onOwn: nothing, onRecorded: nothing, onFailed: nothing, onResent: nothing, onTrouble: nothing, onFirstHelp: nothing, onLost: nothing, onRestored: nothing,
  });
  await conversation.resume();
  await conversation.leave();
  assert.deepEqual(told, ["Hej", "Du har lämnat kön.", "slut"]);
});

test("words that cannot be received bring the numbers for help once, and are still sent again", async () => {
  let tries = 0;
  const client = await serve((request, response) => {
    const { url = "" } = request;
    if (url.endsWith("/v1/help")) asJson(response, { text: "Ring 112", html: "<p>Ring 112</p>", lang: "sv", quick_exit: true });
    else if (url.endsWith("/utterances") && ++tries < 3) failing(response);
    else if (url.endsWith("/utterances")) asJson(response, { seq: 2, text: "hjälp" }, 202);
    else asJson(response, { conversation: "c", state: STATE, utterances: [utterance(1, "hej")] });
  });
  const helped: string[] = [];
  const nothing = (): undefined => undefined;
  const recorded = await new Promise<string>((resolve) => {
    const conversation = new Conversation(client, {
      onOpened: () => Promise.resolve(), onUtterance: nothing, onCorrection: nothing, onState: nothing, onOwn: nothing, onFailed: nothing, onResent: nothing,
      onTrouble: nothing, onLost: nothing, onRestored: nothing, onEnded: nothing,
      onFirstHelp: (_, { html }) => { helped.push(html); },
      onRecorded: (_, __, text) => { conversation.stop(); resolve(text); },
    });
    void conversation.resume().then(() => { conversation.say("hjälp"); });
  });
  assert.equal(recorded, "hjälp");
  assert.deepEqual(helped, ["<p>Ring 112</p>"]);
});

test("a correction puts other words in the place of what was shown, by stream and by plain request, and is told of nothing unseen", async () => {
  const later = { ...utterance(1, "Det kostar 20 kr"), corrected_at: "2026-11-23T08:05:00+00:00" };
  const unseen = { ...utterance(7, "Det har ingen sett"), corrected_at: "2026-11-23T08:05:00+00:00" };
  const client = await serve((request, response) => {
    if (!request.url?.endsWith("/events")) asJson(response, { conversation: "c", state: STATE, utterances: [], corrections: [later] });
    else {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      response.write([utterance(1, "Det kostar 10 kr")].map((one) => `id: 1\nevent: utterance\ndata: ${JSON.stringify(one)}\n\n`).join(""));
      response.write([unseen, later].map((one) => `event: correction\ndata: ${JSON.stringify(one)}\n\n`).join(""));
      response.write(`event: state\ndata: ${JSON.stringify(STATE)}\n\n`);
    }
  });
  const told: (string | null)[][] = [];
  let follower: Follower | undefined;
  await new Promise<void>((resolve) => {
    follower = new Follower(client, 0, {
      onUtterance: ({ text, correctedAt }) => { told.push(["said", text, correctedAt]); },
      onCorrection: ({ text, correctedAt }) => { told.push(["corrected", text, correctedAt]); },
      onState: () => { follower?.stop(); resolve(); },
      onLost: () => undefined,
      onRestored: () => undefined,
      onFinal: (problem) => { throw problem; },
    }, AT_ONCE);
    follower.start();
  });
  await follower?.catchUp();
  const corrected = ["corrected", "Det kostar 20 kr", "2026-11-23T08:05:00+00:00"];
  assert.deepEqual(told, [["said", "Det kostar 10 kr", null], corrected, corrected]);
});
