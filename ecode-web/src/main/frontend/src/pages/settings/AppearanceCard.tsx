import { Card, CardBody, CardTitle, FormGroup, Radio } from "@patternfly/react-core";
import type { Theme } from "../../core/settings.ts";
import { THEMES } from "../../core/settings.ts";
import { useSettings } from "../app/settings.ts";
import { useChange } from "./useChange.ts";

const NAMES: Readonly<Record<Theme, readonly [string, string]>> = {
  system: ["As the system", "Follows your device between light, dark and more contrast."],
  light: ["Light", ""],
  dark: ["Dark", ""],
  "high-contrast": ["High contrast", "Strong borders and colours, light or dark as your device is."],
};

export function AppearanceCard() {
  const { theme } = useSettings();
  const change = useChange();
  return (
    <Card component="section" aria-labelledby="appearance">
      <CardTitle component="h2" id="appearance">
        Appearance
      </CardTitle>
      <CardBody>
        <FormGroup role="radiogroup" fieldId="theme" aria-labelledby="appearance" isStack>
          {THEMES.map((choice) => (
            <Radio
              key={choice}
              id={`theme-${choice}`}
              name="theme"
              label={NAMES[choice][0]}
              {...(NAMES[choice][1] !== "" && { description: NAMES[choice][1] })}
              isChecked={theme === choice}
              onChange={() => {
                change({ theme: choice });
              }}
            />
          ))}
        </FormGroup>
      </CardBody>
    </Card>
  );
}
