import { describe, expect, test } from 'vitest';
import { type Picture, pictureSvg, shapesInSight } from '../../../src/views/map/pictureSvg.ts';
import { PointFlag } from '../../../src/views/map/points.ts';
import { type ProbeScene, probeNodes } from '../../../src/views/map/probeNodes.ts';
import { escapeXml, nodeString } from '../../../src/views/map/svgNodes.ts';

const COLOURS = { paper: '#faf9f6', ink: '#1c1e22', soft: '#565b64', accent: '#b93a0a' };
const SCREEN = { scaleX: 10, scaleY: -10, offsetX: 100, offsetY: 100, k: 1 };

const PICTURE: Picture = {
  width: 300,
  height: 200,
  screen: SCREEN,
  layers: [
    {
      kind: 'movie',
      shape: 'disc',
      count: 4,
      x: Float32Array.from([0, 1, 2, 900]),
      y: Float32Array.from([0, 1, 2, 0]),
    },
  ],
  styles: [
    {
      colour: Uint8Array.from([0, 1, 0, 0]),
      size: new Uint8Array(4),
      flags: Uint8Array.from([0, PointFlag.dimmed, PointFlag.selected, 0]),
    },
  ],
  overlay: [],
  legend: {
    title: 'Genre',
    entries: [
      { id: 'a', label: 'Crime & thriller', colour: '#0897d5', count: 3 },
      { id: 'b', label: 'Nothing', colour: '#123456', count: 0 },
    ],
  },
  caption: 'Films <1990',
  colours: COLOURS,
  raster: null,
};

const SCENE: ProbeScene = {
  probe: { x: 1, y: 7 },
  hypothetical: true,
  a: { x: 0, y: 0, label: 'Alien (1979)' },
  b: { x: 8, y: 0, label: 'Amélie (2001)' },
  alpha: 0.25,
  pushes: [{ from: { x: 2, y: 0 }, to: { x: 1, y: 7 }, label: 'dark comedy +1.5 sd' }],
  neighbours: [{ x: 1, y: 2 }],
};

describe('pictureSvg', () => {
  test('draws each point in sight once, dimmed ones first, selected ones last with a ring', () => {
    const svg = pictureSvg(PICTURE);
    const groups = [...svg.matchAll(/<g ([^>]*)>(.*?)<\/g>/g)];
    expect(groups.map((group) => group[2]?.match(/<circle/g)?.length)).toEqual([1, 1, 1]);
    expect(groups[0]?.[1]).not.toContain('#123456');
    expect(groups[2]?.[1]).toContain(`stroke="${COLOURS.ink}"`);
    expect(shapesInSight(PICTURE)).toBe(3);
  });

  test('texts are escaped and empty legend entries left out', () => {
    const svg = pictureSvg(PICTURE);
    expect(svg).toContain('Crime &amp; thriller');
    expect(svg).toContain('Films &lt;1990');
    expect(svg).not.toContain('Nothing');
  });

  test('names no font without fallback and loads nothing from elsewhere', () => {
    const svg = pictureSvg({ ...PICTURE, overlay: probeNodes(SCENE, SCREEN, 300, COLOURS) });
    for (const [, family] of svg.matchAll(/font-family="([^"]*)"/g)) expect(family).toMatch(/serif$/);
    expect(svg.match(/https?:\/\/(?!www\.w3\.org)/)).toBeNull();
  });

  test('takes a raster in place of shapes', () => {
    const svg = pictureSvg({ ...PICTURE, raster: 'data:image/png;base64,AAAA' });
    expect(svg).toContain('href="data:image/png;base64,AAAA"');
    expect(svg).not.toContain('<g ');
  });

  test('the document does not change unnoticed', () => {
    expect(pictureSvg({ ...PICTURE, overlay: probeNodes(SCENE, SCREEN, 300, COLOURS) })).toMatchSnapshot();
  });
});

describe('probeNodes', () => {
  const nodes = probeNodes(SCENE, SCREEN, 300, COLOURS);
  const byKey = (key: string) => nodes.find((node) => node.key === key);

  test('the tick stands at alpha between A and B', () => {
    const tick = byKey('tick')?.attributes;
    expect((Number(tick?.x1) + Number(tick?.x2)) / 2).toBeCloseTo(120);
    expect((Number(tick?.y1) + Number(tick?.y2)) / 2).toBeCloseTo(100);
  });

  test('a name stands off the line, above its place where the edge leaves no room', () => {
    const wide = probeNodes(SCENE, { ...SCREEN, offsetX: 400 }, 1000, COLOURS);
    const name = (nodes: ReturnType<typeof probeNodes>, key: string) =>
      nodes.find((node) => node.key === key)?.attributes;
    expect(name(wide, 'name-A')?.['text-anchor']).toBe('end');
    expect(name(wide, 'name-B')?.['text-anchor']).toBe('start');
    expect(name(nodes, 'name-A')).toMatchObject({ 'text-anchor': 'middle', y: 81 });
  });

  test('a hypothetical vector is a hollow ring, a real one is filled', () => {
    expect(byKey('probe')?.attributes.fill).toBe('none');
    const real = probeNodes({ ...SCENE, hypothetical: false, b: null, pushes: [] }, SCREEN, 300, COLOURS);
    expect(real.find((node) => node.key === 'probe')?.attributes.fill).toBe(COLOURS.accent);
    expect(real.some((node) => node.text === 'Alien (1979)')).toBe(true);
  });

  test('each neighbour has a thread, each push an arrow, each end its name', () => {
    expect(byKey('thread-0')).toBeDefined();
    expect(byKey('push-0-head')).toBeDefined();
    expect(nodes.filter((node) => node.text).map((node) => node.text)).toEqual(
      expect.arrayContaining(['A', 'B', 'Alien (1979)', 'Amélie (2001)', 'dark comedy +1.5 sd']),
    );
  });
});

test('markup is escaped and control characters are dropped', () => {
  expect(escapeXml('a\u0000<b>&"')).toBe('a&lt;b&gt;&amp;&quot;');
  expect(nodeString({ tag: 'circle', key: 'c', attributes: { r: 1.23456 } })).toBe('<circle r="1.23"/>');
});
