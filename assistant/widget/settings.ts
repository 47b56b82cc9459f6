/** What the page says of the widget, in its attributes. */

import type { PanelSettings } from "./panel";

export interface Settings extends PanelSettings {
  /** The server's address, without a slash at the end; empty for the page's own. */
  readonly base: string;
  /** Where the quick exit leads. */
  readonly exitUrl: string;
}

export function settingsOf(host: HTMLElement): Settings {
  const told = (name: string, otherwise = ""): string => host.getAttribute(name) ?? otherwise;
  return {
    base: told("base-url").replace(/\/+$/, ""),
    heading: told("heading", "Kontakt Linköping"),
    phone: told("phone", "013-20 60 00"),
    privacyUrl: told("privacy-url"),
    accessibilityUrl: told("accessibility-url"),
    exitUrl: told("exit-url", "https://www.svt.se/vader"),
  };
}
