import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
    globalIgnores(["dist", "eslint.config.js", "src/brand/first-paint.js", "src/core/api.generated.ts"]),
    js.configs.recommended,
    tseslint.configs.strictTypeChecked,
    tseslint.configs.stylisticTypeChecked,
    {
        languageOptions: {
            parserOptions: {
                project: ["src/ide/tsconfig.json", "src/pages/tsconfig.json", "tsconfig.node.json"],
                tsconfigRootDir: import.meta.dirname,
            },
        },
        rules: {
            // Numbers in messages read well; objects do not.
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/consistent-type-imports": "error",
            "@typescript-eslint/switch-exhaustiveness-check": [
                "error",
                { considerDefaultExhaustiveForUnions: true },
            ],
            // The workbench declares its actions' run() as void and awaits what it returns.
            "@typescript-eslint/no-misused-promises": [
                "error",
                { checksVoidReturn: { inheritedMethods: false } },
            ],
            eqeqeq: "error",
        },
    },
    {
        files: ["src/pages/**/*.{ts,tsx}"],
        extends: [reactHooks.configs.flat.recommended],
    },
    {
        // The clients in core know no page: they import only each other, and the protocol of shared documents.
        files: ["src/core/**/*.ts"],
        ignores: ["**/*.test.ts"],
        languageOptions: {
            parserOptions: { project: "src/core/tsconfig.json", tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            "no-restricted-imports": [
                "error",
                { patterns: [{ regex: "^(?!yjs$|y-websocket$|y-protocols/)[^.]|^\\.\\./" }] },
            ],
        },
    },
);
