/** Three questions when it is over. Each may be skipped. */

import { element, icon } from "./elements";
import type { Survey } from "./protocol";
import type { Words } from "./words";

const LIMIT_COMMENT_CHARACTERS = 1000;

function choice(name: string, value: string, label: readonly (Node | string)[]): HTMLElement {
  return element("label", { class: "choice" }, [element("input", { type: "radio", name, value }), element("span", {}, label)]);
}

function resolvedQuestion(words: Words): HTMLElement {
  return element("fieldset", {}, [
    element("legend", {}, [words.resolved]),
    element("div", { class: "choices two" }, [choice("resolved", "true", [words.yes]), choice("resolved", "false", [words.no])]),
  ]);
}

/** Nobody is asked how they were treated by a person they never met: then it is about the answer. */
function treatmentQuestion(words: Words, metPerson: boolean): HTMLElement {
  const grades = metPerson ? words.treatments : words.satisfactions;
  const choices = grades.map((label, index) => {
    const grade = String(index + 1);
    return choice("treatment", grade, [element("b", {}, [grade]), " ", element("small", {}, [label])]);
  });
  return element("fieldset", {}, [element("legend", {}, [metPerson ? words.treatment : words.satisfaction]), element("div", { class: "choices five" }, choices)]);
}

function commentQuestion(words: Words): HTMLElement[] {
  return [
    element("label", { for: "comment", class: "question" }, [words.comment]),
    element("p", { id: "comment-hint", class: "hint" }, [words.commentHint]),
    element("textarea", {
      id: "comment", name: "comment", rows: "2", maxlength: String(LIMIT_COMMENT_CHARACTERS), "aria-describedby": "comment-hint",
    }),
  ];
}

function answersIn(form: HTMLFormElement): Survey {
  const given = new FormData(form);
  const resolved = given.get("resolved");
  const treatment = given.get("treatment");
  const comment = given.get("comment");
  return {
    resolved: resolved === null ? null : resolved === "true",
    treatment: treatment === null ? null : Number(treatment),
    comment: typeof comment === "string" ? comment.trim() : "",
  };
}

function isEmpty({ resolved, treatment, comment }: Survey): boolean {
  return resolved === null && treatment === null && comment === "";
}

export interface Asking {
  /** A person has answered in the conversation. */
  readonly metPerson: boolean;
  /** Rejects when it did not reach the server. */
  readonly send: (survey: Survey) => Promise<void>;
  /** Words for the citizen about that. */
  readonly why: (error: unknown) => string;
}

export function surveyForm(words: Words, { metPerson, send, why }: Asking): HTMLElement {
  const problem = element("p", { class: "problem", role: "alert" });
  const button = element("button", { type: "submit", class: "secondary" }, [words.sendSurvey]);
  const form = element("form", { class: "survey", novalidate: true, "aria-label": words.survey }, [
    resolvedQuestion(words), treatmentQuestion(words, metPerson), ...commentQuestion(words), problem, button,
  ]);
  const submit = async (): Promise<void> => {
    const answers = answersIn(form);
    problem.textContent = isEmpty(answers) ? words.surveyEmpty : "";
    if (isEmpty(answers) || button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      await send(answers);
      const thanks = element("p", { class: "thanks", tabindex: "-1" }, [icon("check"), words.thanks]);
      form.replaceWith(thanks);
      thanks.focus();
    } catch (error) {
      button.removeAttribute("aria-disabled");
      problem.textContent = why(error);
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  return form;
}
