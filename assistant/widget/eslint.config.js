import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist/", "node_modules/", "eslint.config.js", "fonts.js"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      complexity: ["error", 8],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 32, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 6],
      // F-11: words from elsewhere never become markup. Only safe-html.ts parses any, into a document that is thrown away.
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "build elements instead" },
        { property: "outerHTML", message: "build elements instead" },
        { property: "insertAdjacentHTML", message: "build elements instead" },
        { object: "window", property: "localStorage", message: "nothing outlives the page's own session" },
        // Citizens' browsers: the language is held to ES2020 by tsconfig.json, these of the DOM are too new or need TLS.
        { object: "AbortSignal", property: "any", message: "use deadline.ts" },
        { object: "AbortSignal", property: "timeout", message: "use deadline.ts" },
        { object: "crypto", property: "randomUUID", message: "use newId" },
      ],
      "no-restricted-globals": ["error", "localStorage", "structuredClone", "TextDecoderStream"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["test/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-floating-promises": "off" },
  },
);
