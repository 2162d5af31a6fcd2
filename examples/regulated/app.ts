import { App } from 'aws-cdk-lib';
import { RegulatedChat } from './regulated-chat';

new RegulatedChat(new App(), 'RegulatedChat');
