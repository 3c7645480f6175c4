import { download, pngBlob, svgBlob } from '../map/savePicture.ts';
import { IconButton } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Menu, type MenuAction } from '../parts/Menu.tsx';
import { saveText } from '../parts/saveText.ts';
import type { FigureFile } from './figureSvg.ts';

interface SaveMenuProps {
  /** What is saved: read out, and made into the file's name. */
  readonly title: string;
  /** The picture as it is now; null where there is none. */
  readonly picture?: () => FigureFile | null;
  /** Its numbers as CSV. */
  readonly numbers?: () => string;
}

/** A title as a file name: "Consistency along alpha" becomes "consistency-along-alpha". */
export function fileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['figure'];
  return words.join('-').slice(0, 80);
}

/** Saves a figure as PNG or SVG, and its numbers as CSV. */
export function SaveMenu({ title, picture, numbers }: SaveMenuProps) {
  const name = fileName(title);
  const pictures: MenuAction[] = picture
    ? [
        {
          label: 'Picture',
          note: 'PNG',
          onSelect: () => {
            const file = picture();
            if (!file) return;
            void pngBlob(file.svg, file.width, file.height).then((blob) => download(blob, `${name}.png`));
          },
        },
        {
          label: 'Drawing',
          note: 'SVG',
          onSelect: () => {
            const file = picture();
            if (file) download(svgBlob(file.svg), `${name}.svg`);
          },
        },
      ]
    : [];
  const tables: MenuAction[] = numbers
    ? [{ label: 'Numbers', note: 'CSV', onSelect: () => saveText(`${name}.csv`, numbers(), 'text/csv') }]
    : [];
  return (
    <Menu
      trigger={
        <IconButton label={`Save ${title}`} className="save-figure">
          <Icon name="download" />
        </IconButton>
      }
      actions={[...pictures, ...tables]}
    />
  );
}
