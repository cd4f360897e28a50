import { Card, CardBody, CardTitle, Form, FormGroup, NumberInput, Switch } from "@patternfly/react-core";
import { useState } from "react";
import { FONT_SIZES, isFontSize } from "../../core/settings.ts";
import { useSettings } from "../app/settings.ts";
import { useChange } from "./useChange.ts";

/** What the workbench reads when it opens. */
export function EditorCard() {
  const { vim, autoSave, fontSize } = useSettings();
  const [typed, setTyped] = useState<number | "" | null>(null);
  const change = useChange();
  const resize = (size: number) => {
    setTyped(null);
    if (isFontSize(size)) {
      change({ fontSize: size });
    }
  };
  return (
    <Card component="section" aria-labelledby="editor">
      <CardTitle component="h2" id="editor" subtitle="For this browser">
        Editor
      </CardTitle>
      <CardBody>
        <Form
          onSubmit={(event) => {
            event.preventDefault();
          }}
        >
          <Switch
            id="auto-save"
            label="Save by itself, shortly after each change"
            isChecked={autoSave}
            onChange={(_event, value) => {
              change({ autoSave: value });
            }}
          />
          <Switch
            id="vim"
            label="Vim keys"
            isChecked={vim}
            onChange={(_event, value) => {
              change({ vim: value });
            }}
          />
          <FormGroup label="Font size of editor and terminal" fieldId="font-size">
            <NumberInput
              inputProps={{ id: "font-size" }}
              inputName="font-size"
              value={typed ?? fontSize}
              min={FONT_SIZES.smallest}
              max={FONT_SIZES.largest}
              unit="px"
              widthChars={3}
              inputAriaLabel="Font size in pixels"
              minusBtnAriaLabel="Smaller"
              plusBtnAriaLabel="Larger"
              onMinus={() => {
                resize(fontSize - 1);
              }}
              onPlus={() => {
                resize(fontSize + 1);
              }}
              onChange={(event) => {
                const text = event.currentTarget.value;
                setTyped(text === "" ? "" : Number(text));
              }}
              onBlur={() => {
                if (typed !== null) {
                  resize(Number(typed));
                }
              }}
            />
            <p className="ecode-specimen" style={{ fontSize: `${fontSize}px` }} aria-hidden>
              for (const line of lines) {"{ count += 1; }"}
            </p>
          </FormGroup>
        </Form>
      </CardBody>
    </Card>
  );
}
