/** All words of the widget itself, in Swedish and English. What is said in the conversation comes from the server. */

import type { Lang, State } from "./protocol";

/** Words for 1 to 5. */
type Grades = readonly [string, string, string, string, string];

export interface Words {
  readonly lang: Lang;
  readonly launcher: string;
  readonly unread: (count: number) => string;
  readonly panel: (heading: string) => string;
  readonly menu: string;
  readonly minimise: string;
  readonly otherLanguage: string;
  readonly privacy: string;
  readonly accessibility: string;
  readonly quickExit: string;
  readonly quickExitHint: string;
  readonly end: string;
  readonly endAsk: string;
  readonly endYes: string;
  readonly endNo: string;
  /** The server knows it by these words, in the queue too. */
  readonly callBack: string;
  readonly leaveQueue: string;
  readonly leaveQueueAsk: string;
  readonly leaveQueueYes: string;
  readonly leaveQueueNo: string;
  readonly assistant: string;
  readonly agent: string;
  readonly agentNamed: (name: string) => string;
  readonly you: string;
  readonly notice: string;
  readonly waiting: string;
  readonly finished: string;
  readonly withAssistant: string;
  readonly withAgent: (name: string | null) => string;
  readonly inQueue: string;
  readonly noIdentityNumber: string;
  readonly log: string;
  readonly newer: string;
  readonly typing: (who: string) => string;
  /** Beside the time of an utterance whose words an agent has changed. */
  readonly corrected: (time: string) => string;
  readonly replies: string;
  readonly person: string;
  readonly field: string;
  readonly placeholder: string;
  readonly send: string;
  readonly sending: string;
  readonly unsent: string;
  readonly newTab: string;
  readonly sources: string;
  readonly queue: (state: State) => string;
  readonly unstaffed: string;
  readonly closedUntil: (moment: string) => string;
  readonly orRing: string;
  readonly reconnecting: string;
  readonly restored: string;
  readonly opening: string;
  readonly openingFailed: string;
  readonly tryAgain: string;
  readonly notReached: string;
  readonly tooMany: string;
  readonly unexpected: string;
  readonly empty: string;
  readonly tooLong: (length: number, limit: number) => string;
  readonly lapsed: string;
  readonly ended: string;
  readonly survey: string;
  readonly resolved: string;
  readonly yes: string;
  readonly no: string;
  readonly treatment: string;
  readonly treatments: Grades;
  readonly satisfaction: string;
  readonly satisfactions: Grades;
  readonly comment: string;
  readonly commentHint: string;
  readonly sendSurvey: string;
  readonly surveyEmpty: string;
  readonly thanks: string;
  readonly startNew: string;
}

function minutes(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}

function queueSv({ place, expectedWaitSeconds }: State): string {
  const where = place === null ? "Du står i kön." : `Du är nummer ${place} i kön.`;
  if (expectedWaitSeconds === null) return `${where} Vi vet inte hur lång väntan blir.`;
  const count = minutes(expectedWaitSeconds);
  return `${where} Väntan är ungefär ${count} ${count === 1 ? "minut" : "minuter"}.`;
}

function queueEn({ place, expectedWaitSeconds }: State): string {
  const where = place === null ? "You are in the queue." : `You are number ${place} in the queue.`;
  if (expectedWaitSeconds === null) return `${where} We do not know how long the wait will be.`;
  const count = minutes(expectedWaitSeconds);
  return `${where} The wait is about ${count} ${count === 1 ? "minute" : "minutes"}.`;
}

const sv: Words = {
  lang: "sv",
  launcher: "Fråga oss",
  unread: (count) => (count === 1 ? "1 nytt svar" : `${count} nya svar`),
  panel: (heading) => `Chatt med ${heading}`,
  menu: "Meny",
  minimise: "Minimera",
  otherLanguage: "English",
  privacy: "Så använder vi dina uppgifter",
  accessibility: "Tillgänglighet",
  quickExit: "Lämna sidan snabbt",
  quickExitHint: "Sidan byts mot vädret. Webbläsarens historik finns kvar.",
  end: "Avsluta",
  endAsk: "Vill du avsluta chatten?",
  endYes: "Ja, avsluta",
  endNo: "Nej, fortsätt",
  callBack: "Ring upp mig",
  leaveQueue: "Lämna kön",
  leaveQueueAsk: "Vill du lämna kön? Då förlorar du din plats, och AI-assistenten svarar igen.",
  leaveQueueYes: "Ja, lämna kön",
  leaveQueueNo: "Nej, vänta kvar",
  assistant: "AI-assistent",
  agent: "Samhällsvägledare",
  agentNamed: (name) => `${name}, samhällsvägledare`,
  you: "Du",
  notice: "Information",
  waiting: "Du väntar på en person",
  finished: "Avslutad",
  withAssistant: "Du chattar med en AI-assistent.",
  withAgent: (name) => `Du chattar med ${name === null ? "en samhällsvägledare" : `${name}, samhällsvägledare`}. Vi ser när du skriver, men inte vad förrän du skickar.`,
  inQueue: "Du väntar på en samhällsvägledare.",
  noIdentityNumber: "Skriv inte personnummer.",
  log: "Chattens innehåll",
  newer: "Visa nya svar",
  typing: (who) => `${who} skriver`,
  corrected: (time) => `rättat ${time}`,
  replies: "Förslag på svar",
  person: "Prata med en person",
  field: "Skriv din fråga",
  placeholder: "Skriv din fråga här",
  send: "Skicka",
  sending: "Skickas",
  unsent: "Inte skickat.",
  newTab: "öppnas i ny flik",
  sources: "Källor till svaret",
  queue: queueSv,
  unstaffed: "Ingen samhällsvägledare är på plats just nu. Du kan vänta kvar eller ringa oss.",
  closedUntil: (moment) => `Chatten är stängd nu. Våra samhällsvägledare svarar igen ${moment}.`,
  orRing: "Du kan också ringa oss:",
  reconnecting: "Anslutningen bröts. Vi försöker ansluta igen.",
  restored: "Du är ansluten igen.",
  opening: "Öppnar chatten …",
  openingFailed: "Chatten gick inte att öppna. Kontrollera att du har internet och försök igen.",
  tryAgain: "Försök igen",
  notReached: "Det du skrev kom inte fram. Vi skickar det igen så snart du har internet.",
  tooMany: "Det blev många meddelanden på kort tid. Vänta en stund och tryck på Försök igen.",
  unexpected: "Något gick fel hos oss. Försök igen om en stund.",
  empty: "Skriv något först.",
  tooLong: (length, limit) => `Texten är ${length} tecken. Den får vara högst ${limit}. Korta den och skicka igen.`,
  lapsed: "Chatten finns inte kvar. Den kan ha avslutats för att det gått lång tid. Starta en ny så hjälper vi dig.",
  ended: "Chatten är avslutad",
  survey: "Vad tyckte du?",
  resolved: "Löste vi din fråga?",
  yes: "Ja",
  no: "Nej",
  treatment: "Hur blev du bemött?",
  treatments: ["Mycket dåligt", "Dåligt", "Varken eller", "Bra", "Mycket bra"],
  satisfaction: "Hur nöjd är du med svaret du fick?",
  satisfactions: ["Inte alls nöjd", "Inte så nöjd", "Varken eller", "Nöjd", "Mycket nöjd"],
  comment: "Vill du berätta mer? (frivilligt)",
  commentHint: "Skriv inte namn eller personnummer.",
  sendSurvey: "Skicka svar",
  surveyEmpty: "Svara på minst en av frågorna.",
  thanks: "Tack! Dina svar hjälper oss att bli bättre.",
  startNew: "Starta ny konversation",
};

const en: Words = {
  lang: "en",
  launcher: "Ask us",
  unread: (count) => (count === 1 ? "1 new reply" : `${count} new replies`),
  panel: (heading) => `Chat with ${heading}`,
  menu: "Menu",
  minimise: "Minimise",
  otherLanguage: "Svenska",
  privacy: "How we use your data",
  accessibility: "Accessibility",
  quickExit: "Leave this page quickly",
  quickExitHint: "The page changes to a weather forecast. Your browser history remains.",
  end: "End",
  endAsk: "Do you want to end the chat?",
  endYes: "Yes, end it",
  endNo: "No, go on",
  callBack: "Call me back",
  leaveQueue: "Leave the queue",
  leaveQueueAsk: "Do you want to leave the queue? You lose your place, and the AI assistant answers again.",
  leaveQueueYes: "Yes, leave the queue",
  leaveQueueNo: "No, keep waiting",
  assistant: "AI assistant",
  agent: "Municipal adviser",
  agentNamed: (name) => `${name}, municipal adviser`,
  you: "You",
  notice: "Information",
  waiting: "You are waiting for a person",
  finished: "Ended",
  withAssistant: "You are chatting with an AI assistant.",
  withAgent: (name) => `You are chatting with ${name === null ? "a municipal adviser" : `${name}, municipal adviser`}. We see when you are writing, but not what until you send it.`,
  inQueue: "You are waiting for a municipal adviser.",
  noIdentityNumber: "Do not write personal identity numbers.",
  log: "What has been said",
  newer: "Show new replies",
  typing: (who) => `${who} is writing`,
  corrected: (time) => `corrected ${time}`,
  replies: "Suggested replies",
  person: "Talk to a person",
  field: "Write your question",
  placeholder: "Write your question here",
  send: "Send",
  sending: "Sending",
  unsent: "Not sent.",
  newTab: "opens in a new tab",
  sources: "Sources of the answer",
  queue: queueEn,
  unstaffed: "No adviser is available right now. You can keep waiting or call us.",
  closedUntil: (moment) => `The chat is closed now. Our advisers answer again ${moment}.`,
  orRing: "You can also call us:",
  reconnecting: "The connection was lost. We are trying to reconnect.",
  restored: "You are connected again.",
  opening: "Opening the chat …",
  openingFailed: "The chat could not be opened. Check that you are online and try again.",
  tryAgain: "Try again",
  notReached: "What you wrote did not reach us. We will send it again as soon as you are online.",
  tooMany: "That was a lot in a short time. Wait a little and press Try again.",
  unexpected: "Something went wrong on our side. Try again in a while.",
  empty: "Write something first.",
  tooLong: (length, limit) => `The text has ${length} characters. The limit is ${limit}. Shorten it and send again.`,
  lapsed: "The chat is no longer there. It may have ended because a long time has passed. Start a new one and we will help you.",
  ended: "The chat has ended",
  survey: "What did you think?",
  resolved: "Did we solve your question?",
  yes: "Yes",
  no: "No",
  treatment: "How were you treated?",
  treatments: ["Very badly", "Badly", "Neither", "Well", "Very well"],
  satisfaction: "How happy are you with the answer you got?",
  satisfactions: ["Not at all happy", "Not so happy", "Neither", "Happy", "Very happy"],
  comment: "Would you like to tell us more? (optional)",
  commentHint: "Do not write names or personal identity numbers.",
  sendSurvey: "Send answers",
  surveyEmpty: "Answer at least one of the questions.",
  thanks: "Thank you! Your answers help us get better.",
  startNew: "Start a new conversation",
};

export function wordsIn(lang: string): Words {
  return lang.toLowerCase().startsWith("en") ? en : sv;
}
