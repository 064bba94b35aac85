// nlp.js learns the sentences of a file and names the intents of others: `bench.nlu` runs it.
//
// In:  the path of {"train": [{"text", "label"}], "test": [text], "warm": how many texts}
// Out: {"labels": [...], "train_s": processor seconds, "cpu_ms_per_text": processor ms}

import { readFileSync } from "node:fs";

import { containerBootstrap } from "@nlpjs/core";
import { LangKo } from "@nlpjs/lang-ko";
import { NluNeural } from "@nlpjs/nlu";

const { train, test, warm } = JSON.parse(readFileSync(process.argv[2], "utf8"));

function processorS() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

// "None" is its name for a sentence that no intent fits: the best of the intents is asked for.
async function best(nlu, text) {
  const { classifications } = await nlu.process(text);
  return classifications.find(({ intent }) => intent !== "None")?.intent ?? "";
}

// As its own documentation sets it up: the language pack brings tokenizer, stemmer, normaliser.
const container = containerBootstrap();
container.use(LangKo);
const nlu = new NluNeural({ container, locale: "ko", log: false });

const trainBegan = processorS();
await nlu.train(train.map(({ text, label }) => ({ utterance: text, intent: label })));
const trainS = processorS() - trainBegan;

for (let asked = 0; asked < warm; asked += train.length) {
  nlu.cache = undefined; // it remembers whole sentences
  for (const { text } of train) await best(nlu, text);
}

const labels = [];
const testBegan = processorS();
for (const text of test) labels.push(await best(nlu, text));
const testS = processorS() - testBegan;

const figures = { labels, train_s: trainS, cpu_ms_per_text: (testS * 1000) / test.length };
process.stdout.write(JSON.stringify(figures));
