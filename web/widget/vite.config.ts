// One IIFE for a plain <script>: no chunks, no source map, the same bytes every time.
import { defineConfig, type Plugin } from "vite";

/** Many Korean sites still serve EUC-KR pages, and a script without a charset takes the page's. */
function asciiOnly(): Plugin {
  return {
    name: "ascii-only",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        chunk.code = chunk.code.replace(
          /[^\x00-\x7f]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
      }
    },
  };
}

export default defineConfig({
  build: {
    target: "es2021",
    outDir: "../../src/api/static",
    emptyOutDir: false,
    sourcemap: false,
    license: { fileName: "aicc-chat.licenses.md" },
    lib: { entry: "src/main.ts", formats: ["iife"], name: "AiccChat", fileName: () => "aicc-chat.js" },
    rolldownOptions: { output: { extend: false } },
  },
  plugins: [asciiOnly()],
});
