// One IIFE for a plain <script>: no chunks, no source map, the same bytes every time.
import { defineConfig, type Plugin } from "vite";

/** Indents and the comments of styles, which no page needs. */
function compactTemplates(): Plugin {
  return {
    name: "compact-templates",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/widget/src/")) return null;
      const flat = code.replace(/\n\s+/g, "\n");
      return { code: id.endsWith("/styles.ts") ? compactStyles(flat) : flat, map: null };
    },
  };
}

function compactStyles(code: string): string {
  const bare = code.replace(/\/\*.*?\*\//gs, "").replace(/\s*([{};,])\s*/g, "$1");
  return bare.replace(/([\w-]): /g, "$1:");
}

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
    target: "es2022",
    outDir: "../../src/api/static",
    emptyOutDir: false,
    sourcemap: false,
    license: { fileName: "aicc-chat.licenses.md" },
    lib: { entry: "src/main.ts", formats: ["iife"], name: "AiccChat", fileName: () => "aicc-chat.js" },
    rolldownOptions: { output: { extend: false } },
  },
  plugins: [compactTemplates(), asciiOnly()],
});
