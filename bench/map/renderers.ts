import { scaleLinear } from 'd3-scale';
import { select } from 'd3-selection';
import { zoom } from 'd3-zoom';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import createScatterplot from 'regl-scatterplot';
import { MapStage } from '../../src/views/map/MapStage.tsx';
import type { MapHandlers, MapModel } from '../../src/views/map/mapModel.ts';
import '../../src/views/map/map.css';
import { COLOURS, type SyntheticPoints } from './synthetic.ts';

/** A way to draw points: fills `place` and returns the element that takes mouse and wheel events. */
export type Renderer = (place: HTMLElement, points: SyntheticPoints) => Promise<HTMLElement | SVGElement>;

export const WIDTH = 1000;
export const HEIGHT = 700;

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** The project's own map: points, region names, titles and d3-zoom, as on the page. */
const elmMap: Renderer = async (place, { x, y, group }) => {
  const count = x.length;
  const model: MapModel = {
    layers: [{ kind: 'movie', shape: 'disc', count, x, y }],
    styles: [{ colour: group, size: group.map((g) => (g < 6 ? 0 : g - 5)), flags: new Uint8Array(count) }],
    entries: COLOURS.map((colour, index) => ({ id: String(index), label: String(index), colour, count: 1 })),
    regions: Array.from({ length: 80 }, (_, i) => ({
      text: `region ${i}`,
      x: x[i] as number,
      y: y[i] as number,
      level: i % 4,
      weight: 80 - i,
    })),
    important: Array.from({ length: Math.min(count, 4000) }, (_, row) => ({ layer: 0, row })),
    probe: null,
    highlighted: null,
    describe: ({ row }) => ({ title: `Point ${row}`, lines: [], rating: '', tags: [], note: null }),
  };
  const nothing = (): void => undefined;
  const handlers: MapHandlers = {
    onPick: nothing,
    onSelect: nothing,
    onToggle: nothing,
    onHover: nothing,
    onClear: nothing,
  };
  createRoot(place).render(
    createElement(MapStage, {
      model,
      handlers,
      lassoMode: false,
      onLassoMode: nothing,
      labels: true,
      inset: { top: 0, right: 0, bottom: 0, left: 0 },
      bounds: { x0: -1, y0: -1, x1: 1, y1: 1 },
      initialCamera: null,
      onCamera: nothing,
    }),
  );
  for (;;) {
    await nextFrame();
    const overlay = place.querySelector('.map-overlay text');
    const surface = place.querySelector<HTMLElement>('.map-surface');
    if (overlay && surface) return surface;
  }
};

/** What a first d3 tutorial does: one SVG circle for each point, zoomed by the transform of their group. */
const d3Svg: Renderer = async (place, { x, y, group }) => {
  const side = scaleLinear([-1, 1], [150, 850]);
  const up = scaleLinear([-1, 1], [700, 0]);
  const svg = select(place).append('svg').attr('width', WIDTH).attr('height', HEIGHT);
  const g = svg.append('g');
  g.selectAll('circle')
    .data(group)
    .join('circle')
    .attr('cx', (_, i) => side(x[i] as number))
    .attr('cy', (_, i) => up(y[i] as number))
    .attr('r', 1.25)
    .attr('fill', (index) => COLOURS[index] as string);
  const node = svg.node() as SVGSVGElement;
  select<SVGSVGElement, unknown>(node).call(
    zoom<SVGSVGElement, unknown>().on('zoom', (event) => g.attr('transform', event.transform.toString())),
  );
  return node;
};

/** regl-scatterplot (WebGL) as its documentation starts it. */
const reglScatterplot: Renderer = async (place, { x, y, group }) => {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `display: block; width: ${WIDTH}px; height: ${HEIGHT}px`;
  place.append(canvas);
  const plot = createScatterplot({
    canvas,
    width: WIDTH,
    height: HEIGHT,
    pointSize: 2.5,
    colorBy: 'valueA',
    pointColor: COLOURS,
    backgroundColor: '#faf9f6',
  });
  await plot.draw({ x: [...x], y: [...y], valueA: [...group] });
  return canvas;
};

export const RENDERERS = {
  'elm-explorer map': elmMap,
  'd3 on SVG': d3Svg,
  'regl-scatterplot': reglScatterplot,
};
export type RendererName = keyof typeof RENDERERS;
