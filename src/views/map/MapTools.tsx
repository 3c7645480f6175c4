import { Button, IconButton } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Menu, type MenuAction } from '../parts/Menu.tsx';
import { Popover } from '../parts/Popover.tsx';
import { SearchSelect } from '../parts/SearchSelect.tsx';
import type { SelectGroup } from '../parts/Select.tsx';
import type { MapZoom } from './useMapZoom.ts';

interface Toggle {
  readonly label: string;
  readonly on: boolean;
  readonly onToggle: () => void;
}

interface MapToolsProps {
  readonly colour: string;
  readonly colourGroups: readonly SelectGroup[];
  readonly onColour: (colour: string) => void;
  /** What can be shown and hidden. */
  readonly toggles: readonly Toggle[];
  readonly lassoMode: boolean;
  readonly onLassoMode: (on: boolean) => void;
  readonly listOpen: boolean;
  readonly onList: (open: boolean) => void;
  readonly saves: readonly MenuAction[];
}

/** The row of controls above the map. */
export function MapTools(props: MapToolsProps) {
  const { toggles, lassoMode, onLassoMode, listOpen, onList } = props;
  const buttons = toggles.map(({ label, on, onToggle }) => (
    <Button key={label} look="quiet" aria-pressed={on} onClick={onToggle}>
      {label}
    </Button>
  ));
  return (
    <div className="map-tools" role="toolbar" aria-label="Map">
      <div className="map-colour">
        <SearchSelect
          label="Colour by"
          searchLabel="Find a colouring or a concept"
          value={props.colour}
          groups={props.colourGroups}
          onChange={props.onColour}
        />
      </div>
      <div className="map-tools-group map-toggles">{buttons}</div>
      <div className="map-tools-group map-show">
        <Popover
          label="What the map shows"
          trigger={
            <IconButton label="What the map shows">
              <Icon name="layers" />
            </IconButton>
          }
        >
          <div className="map-show-list">{buttons}</div>
        </Popover>
      </div>
      <span className="map-tools-space" />
      <div className="map-tools-group">
        <IconButton
          label="Lasso: draw around points to select them (L)"
          aria-pressed={lassoMode}
          onClick={() => onLassoMode(!lassoMode)}
        >
          <Icon name="lasso" />
        </IconButton>
        <IconButton label="List what the map shows" aria-pressed={listOpen} onClick={() => onList(!listOpen)}>
          <Icon name="list" />
        </IconButton>
        <Menu
          trigger={
            <IconButton label="Save the map as a picture">
              <Icon name="download" />
            </IconButton>
          }
          heading="Save the map"
          actions={props.saves}
        />
      </div>
    </div>
  );
}

/** Zoom buttons at the map's corner. */
export function ZoomTools({ zoom }: { readonly zoom: MapZoom }) {
  return (
    <div className="map-zoom">
      <IconButton label="Zoom in (+)" onClick={() => zoom.zoomBy(1.6)}>
        <Icon name="plus" />
      </IconButton>
      <IconButton label="Zoom out (−)" onClick={() => zoom.zoomBy(1 / 1.6)}>
        <Icon name="minus" />
      </IconButton>
      <IconButton label="Show everything (0)" onClick={() => zoom.fit()}>
        <Icon name="fit" />
      </IconButton>
    </div>
  );
}
