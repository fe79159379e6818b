// Answers to moves, read and written as JSON: node answers.js PAYLOAD MOVES ANSWERS
import { readFileSync, writeFileSync } from "node:fs";
import { answer, unpack } from "./reweighting.js";
import { end, ends, inWords, span, sure } from "./telling.js";

const [, , payloadFile, movesFile, answersFile] = process.argv;
const data = JSON.parse(readFileSync(payloadFile, "utf-8"));
const payload = unpack(data);
const found = JSON.parse(readFileSync(movesFile, "utf-8")).map((move) => {
  const each = answer(payload, move);
  if (!each.enough) return each;
  const [low, , high] = each.band;
  const told = [sure(each), ends(each), inWords(each.probability, data.words)];
  return { ...each, told: [...told, span(low, high), end(each.probability)] };
});
writeFileSync(answersFile, JSON.stringify(found));
