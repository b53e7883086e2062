#!/usr/bin/env node
// CommonJS (see package.json beside it): node takes several milliseconds longer to start on an ES module.
const { main } = require("../dist/start.cjs");

main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
