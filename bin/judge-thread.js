// What lint starts further threads with.
const { parentPort, workerData } = require("node:worker_threads");
const { judgeShare } = require("../dist/start.cjs");

judgeShare(workerData).then(
  (findings) => parentPort.postMessage({ findings }),
  // an error as it is may not survive the way to another thread
  ({ message, stack }) => parentPort.postMessage({ failure: { message, stack } }),
);
