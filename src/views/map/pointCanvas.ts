import {
  crowdFactor,
  type DrawOrder,
  type PointLayer,
  type PointStyle,
  radiusAt,
  SIZE_CLASSES,
} from './points.ts';
import {
  clearRaster,
  drawPoints,
  MARGIN,
  makeRaster,
  type PackedPalette,
  type PixelView,
  packPalette,
  type Raster,
  type Rgb,
} from './raster.ts';
import { makeStamps, type StampSet } from './stamps.ts';
import type { MapScreen } from './view.ts';

/** A layer that is shown, with its look. */
export interface SceneLayer {
  readonly layer: PointLayer;
  readonly style: PointStyle;
  readonly order: DrawOrder;
}

/** Everything that the canvas draws. */
export interface Scene {
  readonly layers: readonly SceneLayer[];
  readonly colours: readonly Rgb[];
  readonly background: Rgb;
  /** Colour of the ring around selected points. */
  readonly ink: Rgb;
}

/** Share of its colour that a dimmed point keeps. */
const DIMMED_STRENGTH = 0.16;
/** Selected points are larger by this many CSS pixels, and have a ring of this width around that. */
const SELECTED_GROWTH = 0.5;
const RING = 1.1;
/** Steps per doubling to which the zoom is rounded for radii, so that stamps are reused. */
const RADIUS_STEPS = 6;
const STAMP_CACHE_SIZE = 48;
/**
 * Points in sight, about, from which rims are no longer smoothed: drawing 250,000 points takes 30 ms of
 * processor time with smooth rims and 14 ms without, and single rims cannot be seen there.
 */
const SOFT_LIMIT = 100_000;

/**
 * Draws a scene into a canvas by pixels, at most once a frame. Callers change the scene, the view or the
 * size as often as they like; the newest of each is drawn in the next animation frame.
 */
export class PointCanvas {
  private readonly context: CanvasRenderingContext2D;
  private raster: Raster = makeRaster(1, 1);
  private image = new ImageData(1, 1);
  private scene: Scene | null = null;
  private screen: MapScreen | null = null;
  private ratio = 1;
  private frame = 0;
  private packed: { plain: PackedPalette; dimmed: PackedPalette; ring: PackedPalette } | null = null;
  private readonly stamps = new Map<string, StampSet>();

  constructor(private readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser gives no 2-D canvas.');
    this.context = context;
  }

  /** Sets the size in CSS pixels and the device pixels per CSS pixel. */
  resize(width: number, height: number, ratio: number): void {
    const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    this.ratio = ratio;
    if (w !== this.raster.width || h !== this.raster.height) {
      this.canvas.width = w;
      this.canvas.height = h;
      this.raster = makeRaster(w, h);
      this.image = new ImageData(new Uint8ClampedArray(this.raster.pixels.buffer), this.raster.stride);
      this.stamps.clear();
      // A resized canvas is empty until it is drawn: draw now rather than flash.
      this.draw();
    }
    this.request();
  }

  show(scene: Scene): void {
    if (
      scene.colours !== this.scene?.colours ||
      scene.background !== this.scene?.background ||
      scene.ink !== this.scene?.ink
    ) {
      this.packed = {
        plain: packPalette(scene.colours, scene.background),
        dimmed: packPalette(scene.colours, scene.background, DIMMED_STRENGTH),
        ring: packPalette(
          scene.colours.map(() => scene.ink),
          scene.background,
        ),
      };
    }
    this.scene = scene;
    this.request();
  }

  look(screen: MapScreen): void {
    this.screen = screen;
    this.request();
  }

  /** Stops drawing for good. */
  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.scene = null;
  }

  private request(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private stampsFor(layer: PointLayer, k: number, crowd: number, extra: number, soft: boolean): StampSet {
    const step = Math.round(Math.log2(k) * RADIUS_STEPS);
    const key = `${layer.shape} ${step} ${crowd} ${extra} ${soft}`;
    const known = this.stamps.get(key);
    if (known) return known;
    const radii = Array.from(
      { length: SIZE_CLASSES },
      (_, size) => (radiusAt(size, 2 ** (step / RADIUS_STEPS), crowd) + extra) * this.ratio,
    );
    const made = makeStamps(layer.shape, radii, this.raster.stride, soft);
    if (this.stamps.size >= STAMP_CACHE_SIZE) this.stamps.delete(this.stamps.keys().next().value as string);
    this.stamps.set(key, made);
    return made;
  }

  private draw(): void {
    const { scene, screen, packed, raster, ratio } = this;
    if (!scene || !screen || !packed) return;
    clearRaster(raster, scene.background);
    const view: PixelView = {
      scaleX: screen.scaleX * ratio,
      scaleY: screen.scaleY * ratio,
      offsetX: screen.offsetX * ratio,
      offsetY: screen.offsetY * ratio,
    };
    const count = scene.layers.reduce((sum, { order }) => sum + order.rows.length, 0);
    const soft = count / Math.max(1, screen.k) ** 2 < SOFT_LIMIT;
    const crowd = crowdFactor(count, (raster.width * raster.height) / ratio ** 2);
    const pass = (shown: SceneLayer, from: number, to: number, palette: PackedPalette, extra = 0): void => {
      if (from === to) return;
      const stamps = this.stampsFor(shown.layer, screen.k, crowd, extra, soft);
      drawPoints(
        raster,
        shown.layer,
        shown.style,
        shown.order,
        from,
        to,
        view,
        stamps,
        palette,
        scene.background,
      );
    };
    for (const shown of scene.layers) pass(shown, 0, shown.order.dimmedEnd, packed.dimmed);
    for (const shown of scene.layers) pass(shown, shown.order.dimmedEnd, shown.order.plainEnd, packed.plain);
    for (const shown of scene.layers) {
      pass(shown, shown.order.plainEnd, shown.order.rows.length, packed.ring, SELECTED_GROWTH + RING);
      pass(shown, shown.order.plainEnd, shown.order.rows.length, packed.plain, SELECTED_GROWTH);
    }
    this.context.putImageData(this.image, -MARGIN, -MARGIN, MARGIN, MARGIN, raster.width, raster.height);
  }
}
