import type { Catalogue } from '../../core/catalogue.ts';
import type { MenuAction } from '../parts/Menu.tsx';
import type { Colouring } from './colouring.ts';
import { overlayColours, overlayNodes } from './MapOverlay.tsx';
import type { StageTools } from './MapStage.tsx';
import type { MapModel } from './mapModel.ts';
import { MOST_CIRCLES, type Picture, pictureSvg, shapesInSight } from './pictureSvg.ts';
import { download, pngBlob, svgBlob } from './savePicture.ts';

function pictureOf(
  model: MapModel,
  colouring: Colouring,
  { zoom, theme, canvas }: StageTools,
  labels: boolean,
  catalogue: Catalogue,
): Picture | null {
  const { screen, viewport } = zoom.store.getState();
  if (!screen) return null;
  const colours = overlayColours(theme);
  const picture: Picture = {
    width: viewport.width,
    height: viewport.height,
    screen,
    layers: model.layers,
    styles: model.styles,
    overlay: overlayNodes(model, screen, viewport, colours, labels),
    legend: { title: colouring.title, entries: colouring.entries },
    caption: `${catalogue.title}, version ${catalogue.version}`,
    colours,
    raster: null,
  };
  return shapesInSight(picture) > MOST_CIRCLES
    ? { ...picture, raster: canvas()?.toDataURL('image/png') ?? null }
    : picture;
}

/** The two ways to save what the map shows now. */
export function pictureActions(
  model: MapModel,
  colouring: Colouring,
  tools: StageTools,
  labels: boolean,
  catalogue: Catalogue,
): MenuAction[] {
  const make = () => pictureOf(model, colouring, tools, labels, catalogue);
  return [
    {
      label: 'Picture',
      note: 'PNG',
      onSelect: () => {
        const picture = make();
        if (!picture) return;
        void pngBlob(pictureSvg(picture), picture.width, picture.height).then((blob) =>
          download(blob, `${catalogue.name}-map.png`),
        );
      },
    },
    {
      label: 'Drawing',
      note: 'SVG',
      onSelect: () => {
        const picture = make();
        if (picture) download(svgBlob(pictureSvg(picture)), `${catalogue.name}-map.svg`);
      },
    },
  ];
}
