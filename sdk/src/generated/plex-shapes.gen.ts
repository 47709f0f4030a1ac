// Made by scripts/sdk.mjs from the description of what a Plex server answers.

import type { ListShape } from '../plex.ts';

export const getTasks: ListShape = {
  "container": "ButlerTasks",
  "entry": "ButlerTask",
  "kinds": {
    "interval": "number",
    "scheduleRandomized": "boolean",
    "enabled": "boolean",
    "progress": "number",
    "plannedAt": "number",
    "nextRunAt": "number",
    "lastRunAt": "number",
    "lastRunEndedAt": "number"
  }
};

export const getActivities: ListShape = {
  "container": "MediaContainer",
  "entry": "Activity",
  "kinds": {
    "size": "number",
    "cancellable": "boolean",
    "userID": "number",
    "progress": "number",
    "done": "number",
    "total": "number",
    "failed": "number",
    "bytesDone": "number",
    "bytesTotal": "number"
  }
};

export const getPreferences: ListShape = {
  "container": "MediaContainer",
  "entry": "Setting",
  "kinds": {
    "size": "number",
    "hidden": "boolean",
    "advanced": "boolean"
  }
};

export const getPreference: ListShape = {
  "container": "MediaContainer",
  "entry": "Setting",
  "kinds": {
    "size": "number",
    "hidden": "boolean",
    "advanced": "boolean"
  }
};

export const getServerInfo: ListShape = {
  "container": "MediaContainer",
  "entry": "",
  "kinds": {
    "size": "number",
    "myPlex": "boolean",
    "eventStream": "boolean",
    "hubSearch": "boolean",
    "mediaProviders": "boolean",
    "transcoderActiveVideoSessions": "number",
    "updatedAt": "number"
  }
};

export const getIdentity: ListShape = {
  "container": "MediaContainer",
  "entry": "",
  "kinds": {
    "size": "number",
    "claimed": "boolean"
  }
};

export const listServers: ListShape = {
  "container": "MediaContainer",
  "entry": "Server",
  "kinds": {
    "size": "number",
    "port": "number"
  }
};

export const listAccounts: ListShape = {
  "container": "MediaContainer",
  "entry": "Account",
  "kinds": {
    "size": "number",
    "id": "number"
  }
};

export const listProviders: ListShape = {
  "container": "MediaContainer",
  "entry": "MediaProvider",
  "kinds": {
    "size": "number",
    "myPlex": "boolean",
    "eventStream": "boolean",
    "hubSearch": "boolean",
    "mediaProviders": "boolean",
    "transcoderActiveVideoSessions": "number",
    "updatedAt": "number",
    "scannedAt": "number",
    "durationTotal": "number",
    "storageTotal": "number"
  }
};

export const getUpdatesStatus: ListShape = {
  "container": "MediaContainer",
  "entry": "Release",
  "kinds": {
    "size": "number",
    "canInstall": "boolean",
    "checkedAt": "number",
    "status": "number"
  }
};
