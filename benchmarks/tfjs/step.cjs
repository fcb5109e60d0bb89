// One step as Teachable Machine does it: camera picture -> MobileNet V2 1.0 -> KNN, in WebAssembly.
// The weights are random, which does not change the time. Prints {"step_ms", "network_ms", "knn_ms"}.
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
const {setWasmPaths} = require('@tensorflow/tfjs-backend-wasm');
const knn = require('@tensorflow-models/knn-classifier');
const path = require('path');

const SIDE = 224;
const RUNS = Number(process.argv[2] || 40);
const SIZES = (process.argv[3] || '100,1000,10000').split(',').map(Number);
// expansion, channels, repeats, first stride (Sandler et al., arXiv 1801.04381, table 2)
const STAGES = [
  [1, 16, 1, 1], [6, 24, 2, 2], [6, 32, 3, 2], [6, 64, 4, 2], [6, 96, 3, 1], [6, 160, 3, 2],
  [6, 320, 1, 1],
];

function convolution(kernel, input, output, stride, activation) {
  const depthwise = output === null;
  const shape = [kernel, kernel, input, depthwise ? 1 : output];
  const filter = tf.randomNormal(shape, 0, 0.1);
  const bias = tf.zeros([depthwise ? input : output]);
  const call = depthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
  return (x) => call({x, filter, strides: stride, pad: 'same', bias, activation});
}

function mobileNetV2() {
  const layers = [convolution(3, 3, 32, 2, 'relu6')];
  let channels = 32;
  for (const [expansion, output, repeats, stride] of STAGES) {
    for (let i = 0; i < repeats; i++) {
      const inner = channels * expansion;
      const parts = [];
      if (expansion > 1) parts.push(convolution(1, channels, inner, 1, 'relu6'));
      parts.push(convolution(3, inner, null, i ? 1 : stride, 'relu6'));
      parts.push(convolution(1, inner, output, 1, 'linear'));
      const residual = i > 0;
      layers.push((x) => {
        const y = parts.reduce((value, part) => part(value), x);
        return residual ? tf.add(x, y) : y;
      });
      channels = output;
    }
  }
  layers.push(convolution(1, 320, 1280, 1, 'relu6'));
  layers.push((x) => tf.mean(x, [1, 2]));
  return (x) => layers.reduce((value, layer) => layer(value), x);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function main() {
  setWasmPaths(path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '/'));
  await tf.setBackend('wasm');
  const network = mobileNetV2();
  const picture = new Uint8Array(640 * 480 * 3).map((_, i) => (i * 7919) % 256);
  const embed = () => tf.tidy(() => {
    const pixels = tf.tensor3d(picture, [480, 640, 3], 'int32');
    const small = tf.image.resizeBilinear(pixels, [SIDE, SIDE]);
    return network(tf.expandDims(tf.sub(tf.div(small, 127.5), 1), 0));
  });
  const input = tf.randomNormal([1, SIDE, SIDE, 3]);
  const result = {knn_ms: {}};

  const examples = knn.create();
  let taught = 0;
  const teach = (count) => {
    for (; taught < count; taught++) {
      const row = tf.randomNormal([1, 1280]);
      examples.addExample(row, taught % 5);
      row.dispose();
    }
  };
  const timed = async (work, runs) => {
    const times = [];
    for (let i = 0; i < runs + 5; i++) {
      const start = performance.now();
      await work();
      if (i >= 5) times.push(performance.now() - start);
    }
    return median(times);
  };
  result.network_ms = await timed(async () => {
    const y = tf.tidy(() => network(input));
    await y.data();
    y.dispose();
  }, RUNS);
  const query = tf.randomNormal([1, 1280]);
  for (const size of SIZES) {
    teach(size);
    result.knn_ms[size] = await timed(() => examples.predictClass(query, 3), 20);
    if (size === 1000) {
      result.step_ms = await timed(async () => {
        const embedding = embed();
        await examples.predictClass(embedding, 3);
        embedding.dispose();
      }, RUNS);
    }
  }
  console.log(JSON.stringify(result));
}

main();
