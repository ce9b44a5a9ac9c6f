// The icon as PNG, which home screens want: the letter of pages/mayday.svg on its ground, drawn here so that nothing binary is kept.
import { deflateSync } from 'node:zlib';

/** The letter, in the 32 units of the SVG. */
const LETTER = [[6, 24], [6, 8], [10, 8], [16, 16], [22, 8], [26, 8], [26, 24], [22, 24], [22, 14], [16, 20], [10, 14], [10, 24]];
const GROUND = [0xb3, 0x12, 0x1d];
/** A mask may cut off the outer tenth on each side: the letter is a little smaller than in the SVG. */
const SCALE = 0.8;
const SAMPLES = 4;

/** @param {number} size in pixels @returns {Buffer} a square PNG, its ground up to the edge */
export function icon(size) {
    const rows = Array.from({ length: size }, (_, y) => row(y, size));
    const header = Buffer.alloc(13);
    header.writeUInt32BE(size, 0);
    header.writeUInt32BE(size, 4);
    header.set([8, 2], 8); // eight bits of red, green and blue
    return Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk('IHDR', header),
        chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
        chunk('IEND', Buffer.alloc(0)),
    ]);
}

function row(y, size) {
    const bytes = Buffer.alloc(1 + size * 3);
    for (let x = 0; x < size; x++) {
        const white = coverage(x, y, size);
        GROUND.forEach((ground, i) => (bytes[1 + x * 3 + i] = Math.round(ground + (255 - ground) * white)));
    }
    return bytes;
}

/** How much of a pixel the letter covers, 0..1. */
function coverage(x, y, size) {
    let inside = 0;
    for (let i = 0; i < SAMPLES * SAMPLES; i++) {
        const at = offset => (((offset / size) * 32 - 16) / SCALE) + 16;
        if (isInside(at(x + ((i % SAMPLES) + 0.5) / SAMPLES), at(y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES))) inside++;
    }
    return inside / (SAMPLES * SAMPLES);
}

function isInside(x, y) {
    let inside = false;
    LETTER.forEach(([x1, y1], i) => {
        const [x2, y2] = LETTER[(i + 1) % LETTER.length];
        if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    });
    return inside;
}

function chunk(type, data) {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function crc(bytes) {
    let all = 0xffffffff;
    for (const byte of bytes) {
        all ^= byte;
        for (let bit = 0; bit < 8; bit++) all = (all >>> 1) ^ (all & 1 ? 0xedb88320 : 0);
    }
    return (all ^ 0xffffffff) >>> 0;
}
