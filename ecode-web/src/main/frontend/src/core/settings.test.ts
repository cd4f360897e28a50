import { expect, test } from "vitest";
import { parseSettings, USUAL_SETTINGS } from "./settings.ts";

test.each([null, "", "{", "null", "7", '"dark"', "[]"])(
  "damaged settings (%s) read as the usual ones",
  (text) => {
    expect(parseSettings(text)).toEqual(USUAL_SETTINGS);
  },
);

test("what is known is kept, what is not takes its usual value", () => {
  expect(parseSettings('{"theme":"dark","vim":"yes","fontSize":200,"later":1}')).toEqual({
    ...USUAL_SETTINGS,
    theme: "dark",
  });
  expect(parseSettings('{"theme":"sepia","vim":true,"autoSave":false,"fontSize":18}')).toEqual({
    theme: "system",
    vim: true,
    autoSave: false,
    fontSize: 18,
  });
});
