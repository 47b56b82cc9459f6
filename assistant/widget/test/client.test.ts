import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, test } from "node:test";

import { Client, Problem } from "../client";
import { type Lang, type State, type Utterance, utteranceOf } from "../protocol";

const STATE = { holder: "queue", closed: false, agent_name: null, place: 2, expected_wait_seconds: 180, staffed: true, typing: false };
const UTTERANCE = { seq: 3, id: "a", speaker: "assistant", name: null, at: "2026-11-22T08:31:07+00:00", lang: "sv", text: "Å", html: null, article: null, sources: [], quick_replies: ["Ja"], quick_exit: true };

let server: Server;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function listening(answer: Answer): Promise<AddressInfo> {
  server = createServer(answer).listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  return server.address() as AddressInfo;
}

async function serve(answer: Answer): Promise<Client> {
  const { port } = await listening(answer);
  return new Client(`http://127.0.0.1:${port}`, { conversation: "c", token: "t" });
}

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("a stream cut in the middle of a letter is put together again, and comments are no news", async () => {
  const bytes = Buffer.from(`: hej\n\nid: 3\nevent: utterance\ndata: ${JSON.stringify(UTTERANCE)}\n\nevent: state\ndata: ${JSON.stringify(STATE)}\n\n`);
  const middle = bytes.indexOf(0xc3) + 1;
  const asked: (string | undefined)[] = [];
  const client = await serve((request, response) => {
    asked.push(request.headers.authorization, request.headers["last-event-id"] as string);
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(bytes.subarray(0, middle));
    setImmediate(() => response.end(bytes.subarray(middle)));
  });
  const utterances: Utterance[] = [];
  const states: State[] = [];
  await client.follow(2, { onUtterance: (u) => utterances.push(u), onCorrection: () => undefined, onState: (s) => states.push(s) }, new AbortController().signal);
  assert.deepEqual(asked, ["Bearer t", "2"]);
  assert.deepEqual(utterances.map(({ seq, text, quickReplies }) => [seq, text, quickReplies]), [[3, "Å", ["Ja"]]]);
  assert.deepEqual(states.map(({ place, expectedWaitSeconds }) => [place, expectedWaitSeconds]), [[2, 180]]);
});

test("the server's words for a problem reach the citizen", async () => {
  const client = await serve((_, response) => {
    response.writeHead(429, { "Content-Type": "application/problem+json" });
    response.end(JSON.stringify({ status: 429, detail: "Vänta en stund.", phone: "013-20 60 00" }));
  });
  await assert.rejects(client.say("id", "hej"), (error: unknown) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual([error.status, error.detail, error.phone, error.final, error.passing], [429, "Vänta en stund.", "013-20 60 00", false, false]);
    return true;
  });
});

test("every request asks for problems in the language the panel stands in now", async () => {
  const asked: (string | undefined)[] = [];
  const { port } = await listening((request, response) => {
    asked.push(request.headers["accept-language"]);
    response.end();
  });
  let lang: Lang = "sv";
  const client = new Client(`http://127.0.0.1:${port}`, { conversation: "c", token: "t" }, () => lang);
  await client.typing();
  lang = "en";
  await client.typing();
  await client.follow(0, { onUtterance: () => undefined, onCorrection: () => undefined, onState: () => undefined }, new AbortController().signal);
  assert.deepEqual(asked, ["sv", "en", "en"]);
});

test("a new conversation shows the key of the one that ended in this tab, and nothing else of what is kept", async () => {
  const asked: unknown[] = [];
  const { port } = await listening((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => { body += part.toString(); });
    request.on("end", () => {
      asked.push(JSON.parse(body));
      response.end(JSON.stringify({ conversation: "d", token: "u", state: STATE, utterances: [], corrections: [] }));
    });
  });
  const client = new Client(`http://127.0.0.1:${port}`);
  const kept = { conversation: "c", token: "t", open: true, lang: "sv" };
  const { client: opened } = await client.open("sv", kept);
  await client.open("en");
  assert.deepEqual(asked, [{ lang: "sv", after: { conversation: "c", token: "t" } }, { lang: "en" }]);
  assert.deepEqual(opened.key, { conversation: "d", token: "u" });
});

test("a browser of 2022 follows and asks: nothing newer is used", async () => {
  for (const [where, name] of [[AbortSignal, "any"], [AbortSignal, "timeout"], [Promise, "withResolvers"], [globalThis, "structuredClone"], [globalThis, "TextDecoderStream"], [Array.prototype, "at"]] as const) {
    Reflect.deleteProperty(where, name);
    assert.ok(!(name in where));
  }
  const client = await serve((request, response) => {
    if (request.url?.endsWith("/events")) response.end(`event: state\ndata: ${JSON.stringify(STATE)}\n\n`);
    else response.end(JSON.stringify({ seq: 2, text: "hej" }));
  });
  const states: State[] = [];
  await client.follow(0, { onUtterance: () => undefined, onCorrection: () => undefined, onState: (s) => states.push(s) }, new AbortController().signal);
  assert.equal(states.length, 1);
  assert.deepEqual(await client.say("id", "hej"), { seq: 2, text: "hej" });
});

test("a stream ends when it is not wanted any more", async () => {
  const wanted = new AbortController();
  const client = await serve((_, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(`event: state\ndata: ${JSON.stringify(STATE)}\n\n`);
  });
  await assert.rejects(client.follow(0, { onUtterance: () => undefined, onCorrection: () => undefined, onState: () => { wanted.abort(); } }, wanted.signal));
});

test("the quick exit comes forward at the server's word alone", () => {
  const { quick_exit: said, ...silent } = UTTERANCE;
  assert.equal(utteranceOf({ ...silent, quick_exit: said }).quickExit, true);
  assert.equal(utteranceOf(silent).quickExit, false);
  assert.equal(utteranceOf({ ...silent, article: "vald_i_nara_relation.hjalp" }).quickExit, false);
});

test("no answer at all is a problem that passes", async () => {
  const client = await serve((request) => request.socket.destroy());
  await assert.rejects(client.say("id", "hej"), (error: unknown) => error instanceof Problem && error.status === 0 && error.passing);
});

test("an answer with another's shape is refused where it enters", async () => {
  const client = await serve((_, response) => {
    response.end(JSON.stringify({ conversation: "c", state: { ...STATE, holder: "somebody" }, utterances: [] }));
  });
  await assert.rejects(client.read(), TypeError);
});
