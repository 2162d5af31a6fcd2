import { DeskPane } from './desk-pane';

new DeskPane().open(() => undefined);
