import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { PointLayer } from './points.ts';
import type { PixelView } from './raster.ts';

/** A rectangle in world coordinates. */
export interface Bounds {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Size of the map in CSS pixels, with the space that controls take at each side. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly inset: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

/** Zoom (1 is the fitted view) and the world coordinates at the middle of the map; independent of the window's size. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** d3-zoom's transform of the fitted view: screen = fitted * k + (x, y). */
export interface Transform {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** Affine map from world to CSS pixels, and the zoom it came from. World y points up. */
export interface MapScreen extends PixelView {
  readonly k: number;
}

/** Limits of the zoom. */
export const ZOOM_RANGE = [0.6, 60] as const;

/** Share of the points that may lie outside the fitted rectangle at each side, so that strays do not shrink the rest. */
const STRAY_SHARE = 0.001;

/** The rectangle that the fitted view shows: all points of the layers but a few strays. */
export function worldBounds(layers: readonly PointLayer[]): Bounds {
  const side = (axis: 'x' | 'y'): [number, number] => {
    const values = Float32Array.from(layers.flatMap((layer) => [...layer[axis]]))
      .filter(Number.isFinite)
      .sort();
    if (values.length === 0) return [-1, 1];
    const low = values[Math.floor(STRAY_SHARE * (values.length - 1))] as number;
    const high = values[Math.ceil((1 - STRAY_SHARE) * (values.length - 1))] as number;
    return high > low ? [low, high] : [low - 1, high + 1];
  };
  const [x0, x1] = side('x');
  const [y0, y1] = side('y');
  return { x0, y0, x1, y1 };
}

/** The fitted view: bounds centred in the viewport's free part at the same scale on both axes. */
export function fitted(bounds: Bounds, { width, height, inset }: Viewport): MapScreen {
  const freeWidth = Math.max(1, width - inset.left - inset.right);
  const freeHeight = Math.max(1, height - inset.top - inset.bottom);
  const scale = Math.min(freeWidth / (bounds.x1 - bounds.x0), freeHeight / (bounds.y1 - bounds.y0));
  const halfWidth = freeWidth / 2 / scale;
  const halfHeight = freeHeight / 2 / scale;
  const [cx, cy] = [(bounds.x0 + bounds.x1) / 2, (bounds.y0 + bounds.y1) / 2];
  const x = scaleLinear([cx - halfWidth, cx + halfWidth], [inset.left, inset.left + freeWidth]);
  const y = scaleLinear([cy - halfHeight, cy + halfHeight], [inset.top + freeHeight, inset.top]);
  return { scaleX: scale, scaleY: -scale, offsetX: x(0), offsetY: y(0), k: 1 };
}

/** The fitted view moved and magnified by d3-zoom's transform. */
export function zoomed(fit: MapScreen, transform: Transform): MapScreen {
  return {
    scaleX: fit.scaleX * transform.k,
    scaleY: fit.scaleY * transform.k,
    offsetX: fit.offsetX * transform.k + transform.x,
    offsetY: fit.offsetY * transform.k + transform.y,
    k: transform.k,
  };
}

/** CSS pixels of a world place. */
export function toScreen(
  screen: PixelView,
  x: number,
  y: number,
): { readonly x: number; readonly y: number } {
  return { x: x * screen.scaleX + screen.offsetX, y: y * screen.scaleY + screen.offsetY };
}

/** World place of a CSS pixel. */
export function toWorld(screen: PixelView, x: number, y: number): { readonly x: number; readonly y: number } {
  return { x: (x - screen.offsetX) / screen.scaleX, y: (y - screen.offsetY) / screen.scaleY };
}

/** The transform that puts the camera's place into the middle of the viewport's free part. */
export function transformOf(camera: Camera, fit: MapScreen, viewport: Viewport): Transform {
  const at = toScreen(fit, camera.x, camera.y);
  const middle = middleOf(viewport);
  return { k: camera.k, x: middle.x - at.x * camera.k, y: middle.y - at.y * camera.k };
}

/** The camera of a transform; inverse of `transformOf`. */
export function cameraOf(transform: Transform, fit: MapScreen, viewport: Viewport): Camera {
  const middle = middleOf(viewport);
  return { ...toWorld(zoomed(fit, transform), middle.x, middle.y), k: transform.k };
}

function middleOf({ width, height, inset }: Viewport): { readonly x: number; readonly y: number } {
  return { x: (inset.left + width - inset.right) / 2, y: (inset.top + height - inset.bottom) / 2 };
}

/** The camera that shows all the given places at a zoom of at most `limit`. */
export function cameraOn(
  places: readonly { readonly x: number; readonly y: number }[],
  bounds: Bounds,
  limit: number,
): Camera {
  const [x0 = 0, x1 = 0] = extent(places, (place) => place.x);
  const [y0 = 0, y1 = 0] = extent(places, (place) => place.y);
  const across = Math.max((x1 - x0) / (bounds.x1 - bounds.x0), (y1 - y0) / (bounds.y1 - bounds.y0), 1e-6);
  const k = Math.max(1, Math.min(limit, 0.7 / across));
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, k };
}
