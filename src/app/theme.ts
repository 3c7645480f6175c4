import type { SettingsStore } from '../state/settingsStore.ts';

/** Keeps <html data-theme> at what the person chose; without one the system decides. */
export function followTheme(settings: SettingsStore): void {
  const apply = () => {
    const { theme } = settings.getState();
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply();
  settings.subscribe(apply);
}
