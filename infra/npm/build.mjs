// Makes dist/, which is all that the web function serves under /assets/:
//
//   app.css                 app.scss, compiled and compressed
//   govuk-frontend.min.js   GOV.UK Frontend's own script, as published
//   init.js, app.js         ours; app.js names the script above by its content, and
//                           has every other file of script/ in a block of its own
//   icon.svg                ours
//   ….gz                    each of them compressed
//
// The same sources always give the same bytes.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

process.chdir(import.meta.dirname);
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");

const { css } = sass.compile("app.scss", { style: "compressed", loadPaths: ["node_modules"], quietDeps: true });
writeFileSync("dist/app.css", css);

// Its source map stays behind, so the line that names it would be a broken link.
const published = readFileSync("node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js", "utf8");
const govuk =
  "/*! GOV.UK Frontend, Crown copyright (Government Digital Service), MIT licence */\n" +
  published.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
writeFileSync("dist/govuk-frontend.min.js", govuk);

// A browser may keep an asset for ever, because another content has another
// address: so an import needs the version in its address too.
const version = createHash("sha256").update(govuk).digest("hex").slice(0, 12);
const app = readFileSync("script/app.js", "utf8").replace("./govuk-frontend.min.js", `./govuk-frontend.min.js?v=${version}`);
const others = readdirSync("script").filter((name) => name.endsWith(".js") && name !== "app.js" && name !== "init.js").sort();
writeFileSync("dist/app.js", app + others.map((name) => `\n{\n${readFileSync(`script/${name}`, "utf8")}}\n`).join(""));

copyFileSync("script/init.js", "dist/init.js");
copyFileSync("script/icon.svg", "dist/icon.svg");

// Compressed once here, and not for each browser.
for (const name of readdirSync("dist")) writeFileSync(`dist/${name}.gz`, gzipSync(readFileSync(`dist/${name}`), { level: 9 }));
