'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { histogram } = require('./proc');

test('a class histogram is summed by packages, arrays with what they hold', () => {
  const text = `
 num     #instances         #bytes  class name (module)
-------------------------------------------------------
   1:         70000        1048576  [B (java.base@25.0.1)
   2:          1000          10240  io.netty.channel.DefaultChannelPipeline
   3:           500          20480  [Lio.netty.channel.ChannelHandler;
   4:            10           1024  [[I (java.base@25.0.1)
   5:            10           1024  dev.mayday.device.DeviceSocket$$Lambda/0x00007f
Total         71520        1081344
`;
  assert.deepEqual(histogram(text), { all: 1056, packages: { 'byte[]': 1024, 'io.netty.channel': 30, 'int[]': 1, 'dev.mayday.device': 1 } });
});
