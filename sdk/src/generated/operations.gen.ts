// Made by scripts/sdk.mjs from the description of the API.

import type { Client } from '../client.ts';
import { Group, type RequestOf } from '../group.ts';
import type { CallOptions } from '../options.ts';
import type { Pages } from '../pages.ts';
import type * as Api from './types.gen.ts';

/** What Butler can do. */
export class Tasks extends Group {
  /**
   * List all tasks.
   *
   * Every task with its switch, what it is doing, what it did last, and what the plan says of it.
   *
   * `GET /api/v1/tasks`
   */
  list(options?: CallOptions): Pages<Api.ListTasksResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/tasks' }, {}, options);
  }

  /**
   * Start a task.
   *
   * Starts it, whether or not it is due. Inside the window, one that is placed at random gets a moment in what is left of it.
   *
   * `POST /api/v1/tasks/{task}/start`
   */
  run(request: RequestOf<Api.RunTaskData>, options?: CallOptions): Promise<Api.RunTaskResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/tasks/{task}/start', isDoneOnce: true }, request, options);
  }

  /**
   * Stop a task.
   *
   * Ends its run, or takes it out of the queue. What was done is kept.
   *
   * `POST /api/v1/tasks/{task}/stop`
   */
  end(request: RequestOf<Api.EndTaskData>, options?: CallOptions): Promise<Api.EndTaskResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/tasks/{task}/stop', isDoneOnce: true }, request, options);
  }
}

/** What it did and does. */
export class Runs extends Group {
  /**
   * List runs, the newest first.
   *
   * `GET /api/v1/runs`
   */
  list(request: RequestOf<Api.GetRunsData> = {}, options?: CallOptions): Pages<Api.GetRunsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/runs', query: ['task', 'serviceDay', 'cursor', 'limit'] }, request, options);
  }

  /**
   * Show a run with every change of its state.
   *
   * `GET /api/v1/runs/{id}`
   */
  get(request: RequestOf<Api.GetRunData>, options?: CallOptions): Promise<Api.GetRunResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/runs/{id}' }, request, options);
  }

  /**
   * List the units of a run: file by file, what became of it.
   *
   * The queue holds them until the next run of the task, which takes over what is still to be done. Of earlier runs the failures are kept.
   *
   * `GET /api/v1/runs/{id}/units`
   */
  units(request: RequestOf<Api.GetRunUnitsData>, options?: CallOptions): Pages<Api.GetRunUnitsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/runs/{id}/units', query: ['state', 'cursor', 'limit'] }, request, options);
  }

  /**
   * Read what a run said.
   *
   * `GET /api/v1/runs/{id}/log`
   */
  log(request: RequestOf<Api.GetRunLogData>, options?: CallOptions): Pages<Api.GetRunLogResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/runs/{id}/log', query: ['cursor', 'limit'] }, request, options);
  }

  /**
   * List the files that failed in a run.
   *
   * Each file once, with its last error. One that is not set aside was, or will be, tried again.
   *
   * `GET /api/v1/runs/{id}/failures`
   */
  failures(request: RequestOf<Api.GetRunFailuresData>, options?: CallOptions): Pages<Api.GetRunFailuresResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/runs/{id}/failures', query: ['cursor', 'limit'] }, request, options);
  }

  /**
   * Try the files anew that a run set aside.
   *
   * They go back into the queue with no failure to their name, and the task is started. A run that is in hand takes them along where it still can; else the next one does.
   *
   * `POST /api/v1/runs/{id}/failures/retry`
   */
  retryFailures(request: RequestOf<Api.RetryRunFailuresData>, options?: CallOptions): Promise<Api.RetryRunFailuresResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/runs/{id}/failures/retry', isDoneOnce: true }, request, options);
  }

  /**
   * Read how a run went: its pace, and what it used.
   *
   * In stretches that follow each other, at most 240. Of a run in hand they are some ten seconds old; what comes is told by the events `samples`. What one reading of a file, or the server itself, used for several runs at once is shared equally among them, so that all runs together never come to more than was used.
   *
   * `GET /api/v1/runs/{id}/samples`
   */
  samples(request: RequestOf<Api.GetRunSamplesData>, options?: CallOptions): Promise<Api.GetRunSamplesResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/runs/{id}/samples' }, request, options);
  }

  /**
   * Look through what all runs said, the newest first.
   *
   * The lines that fit all that is asked for. Lines are kept as long as their runs. To follow what is said from now on, follow the events of the type `log`.
   *
   * `GET /api/v1/logs`
   */
  logs(request: RequestOf<Api.GetLogsData> = {}, options?: CallOptions): Pages<Api.GetLogsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/logs', query: ['task', 'run', 'level', 'text', 'from', 'until', 'cursor', 'limit'] }, request, options);
  }

  /**
   * List what runs now.
   *
   * `GET /api/v1/activities`
   */
  runningActivities(options?: CallOptions): Pages<Api.GetRunningActivitiesResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/activities' }, {}, options);
  }

  /**
   * Cancel one of them.
   *
   * What was done is kept, and this answers once it has ended.
   *
   * `DELETE /api/v1/activities/{id}`
   */
  cancelRunningActivity(request: RequestOf<Api.CancelRunningActivityData>, options?: CallOptions): Promise<void> {
    return this.askNothing({ method: 'DELETE', path: '/api/v1/activities/{id}' }, request, options);
  }

  /**
   * List all files that tasks have set aside.
   *
   * A file that failed three times rests until it changes, or a person has it tried again. By task, each with its last error.
   *
   * `GET /api/v1/failures`
   */
  allFailures(request: RequestOf<Api.GetFailuresData> = {}, options?: CallOptions): Pages<Api.GetFailuresResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/failures', query: ['task', 'section', 'cursor', 'limit'] }, request, options);
  }

  /**
   * Try files anew that were set aside.
   *
   * Those that are named, or all, or all of one task: they go back into the queue with no failure to their name, and their tasks are started.
   *
   * `POST /api/v1/failures/retry`
   */
  retryAllFailures(request: RequestOf<Api.RetryFailuresData>, options?: CallOptions): Promise<Api.RetryFailuresResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/failures/retry', body: 'required', isDoneOnce: true }, request, options);
  }

  /**
   * Show a unit: what a task did with a file.
   *
   * The queue holds the units of the last run of each task; the ids of files that are set aside are theirs.
   *
   * `GET /api/v1/units/{id}`
   */
  unit(request: RequestOf<Api.GetUnitData>, options?: CallOptions): Promise<Api.GetUnitResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/units/{id}' }, request, options);
  }

  /**
   * List the processes that read files.
   *
   * They are started when there is work, and ended soon after.
   *
   * `GET /api/v1/workers`
   */
  workers(options?: CallOptions): Pages<Api.GetWorkersResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/workers' }, {}, options);
  }
}

/** How the server is. */
export class Monitoring extends Group {
  /**
   * Ask whether the server is alive.
   *
   * Also at `/health/live`. Without an answer it is to be started anew.
   *
   * `GET /api/v1/health/live`
   */
  liveness(options?: CallOptions): Promise<Api.GetLivenessResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/health/live' }, {}, options);
  }

  /**
   * Ask whether the server can do its work.
   *
   * Also at `/health/ready`. It can where the database answers, its folders can be written and have room, workers can be started, and the clock can be right.
   *
   * `GET /api/v1/health/ready`
   */
  readiness(options?: CallOptions): Promise<Api.GetReadinessResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/health/ready' }, {}, options);
  }

  /**
   * Read what is measured.
   *
   * Also at `/metrics`, where Prometheus looks: runs and their results, files done and failed, what waits, workers, sizes, backups, the next runs, and the process itself. The numbers that only rise begin with the start of the server. What could not be read this time is left out, and named by `butler_unreadable`.
   *
   * `GET /api/v1/metrics`
   */
  metrics(options?: CallOptions): Promise<string> {
    return this.askText({ method: 'GET', path: '/api/v1/metrics' }, {}, options);
  }
}

/** What it will do, what it decided, and what came of it. */
export class Plan extends Group {
  /**
   * Foretell the nights to come.
   *
   * What will run in the nights of the next service days, and why, if every run starts on time and succeeds. The night that is open comes first. A day on which no window opens is listed without hours.
   *
   * `GET /api/v1/plan`
   */
  list(request: RequestOf<Api.GetPlanData> = {}, options?: CallOptions): Pages<Api.GetPlanResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/plan', query: ['nights', 'from'] }, request, options);
  }

  /**
   * List what was decided, the newest first.
   *
   * Why tasks ran, or did not. A decision that repeats the one before it is not recorded again.
   *
   * `GET /api/v1/decisions`
   */
  decisions(request: RequestOf<Api.GetDecisionsData> = {}, options?: CallOptions): Pages<Api.GetDecisionsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/decisions', query: ['task', 'serviceDay', 'cursor', 'limit'] }, request, options);
  }

  /**
   * Tell why a task ran in a night, or why it did not.
   *
   * `GET /api/v1/tasks/{task}/why`
   */
  explainTask(request: RequestOf<Api.ExplainTaskData>, options?: CallOptions): Promise<Api.ExplainTaskResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/tasks/{task}/why', query: ['night'] }, request, options);
  }

  /**
   * Read what a night came to.
   *
   * What ran, what it did, what failed, what is left, and what the next night brings. There is one report for each window that opened on that day, made when it closes; there is none before, nor once the history of its runs is forgotten.
   *
   * `GET /api/v1/reports/{serviceDay}`
   */
  reports(request: RequestOf<Api.GetReportsData>, options?: CallOptions): Pages<Api.GetReportsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/reports/{serviceDay}' }, request, options);
  }

  /**
   * Count what nights came to, day by day.
   *
   * For a calendar: one entry for each day that left anything, the oldest first.
   *
   * `GET /api/v1/nights`
   */
  nights(request: RequestOf<Api.GetNightsData>, options?: CallOptions): Pages<Api.GetNightsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/nights', query: ['from', 'to'] }, request, options);
  }

  /**
   * Read when Butler works by itself.
   *
   * The windows as they are in force: one that is still open when the next one opens has handed over to it.
   *
   * `GET /api/v1/windows`
   */
  windows(options?: CallOptions): Promise<Api.GetWindowsResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/windows' }, {}, options);
  }

  /**
   * Choose when Butler works by itself.
   *
   * Takes effect at once, on running work too. Windows that would be open together to the same tasks are refused, unless one can hand over to the other. They are kept in the preferences ButlerWindows, ButlerBlackoutDays, ButlerTimeZone, ButlerCutoffMinutes and ButlerAsapOutsideWindow; one of full hours, every day and for all tasks, in ButlerStartHour and ButlerEndHour.
   *
   * `PUT /api/v1/windows`
   */
  setWindows(request: RequestOf<Api.SetWindowsData>, options?: CallOptions): Promise<Api.SetWindowsResponse> {
    return this.ask({ method: 'PUT', path: '/api/v1/windows', body: 'required' }, request, options);
  }

  /**
   * Foretell the nights with other windows or settings.
   *
   * Nothing is saved: this is how the plan would change.
   *
   * `POST /api/v1/plan/preview`
   */
  preview(request: RequestOf<Api.PreviewPlanData>, options?: CallOptions): Pages<Api.PreviewPlanResponse> {
    return this.askPages({ method: 'POST', path: '/api/v1/plan/preview', body: 'required', isDoneOnce: true }, request, options);
  }
}

/** How it is to work. */
export class Settings extends Group {
  /**
   * List every preference with its value.
   *
   * `GET /api/v1/settings`
   */
  list(options?: CallOptions): Pages<Api.GetSettingsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/settings' }, {}, options);
  }

  /**
   * Give several preferences other values.
   *
   * All of them or, where one cannot be, none: the problem then names each that is wrong.
   *
   * `PATCH /api/v1/settings`
   */
  setMany(request: RequestOf<Api.SetSettingsData>, options?: CallOptions): Pages<Api.SetSettingsResponse> {
    return this.askPages({ method: 'PATCH', path: '/api/v1/settings', body: 'required' }, request, options);
  }

  /**
   * Show one preference.
   *
   * `GET /api/v1/settings/{id}`
   */
  get(request: RequestOf<Api.GetSettingData>, options?: CallOptions): Promise<Api.GetSettingResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/settings/{id}' }, request, options);
  }

  /**
   * Give a preference another value.
   *
   * It takes effect at once, on running work too.
   *
   * `PUT /api/v1/settings/{id}`
   */
  set(request: RequestOf<Api.SetSettingData>, options?: CallOptions): Promise<Api.SetSettingResponse> {
    return this.ask({ method: 'PUT', path: '/api/v1/settings/{id}', body: 'required' }, request, options);
  }

  /**
   * Put the default of a preference back.
   *
   * `DELETE /api/v1/settings/{id}`
   */
  reset(request: RequestOf<Api.ResetSettingData>, options?: CallOptions): Promise<Api.ResetSettingResponse> {
    return this.ask({ method: 'DELETE', path: '/api/v1/settings/{id}' }, request, options);
  }
}

/** What it looks after. */
export class Library extends Group {
  /**
   * Scan a section, or one folder of it.
   *
   * As soon as no other scan is at work. A folder need not be there any more. Only a scan of the whole section can tell what it misses.
   *
   * `POST /api/v1/sections/{id}/scan`
   */
  scanSection(request: RequestOf<Api.ScanSectionData>, options?: CallOptions): Promise<Api.ScanSectionResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/sections/{id}/scan', body: 'optional', isDoneOnce: true }, request, options);
  }

  /**
   * End the scan of a section.
   *
   * Also one of all sections, and those that wait. What was found is kept.
   *
   * `DELETE /api/v1/sections/{id}/scan`
   */
  cancelScan(request: RequestOf<Api.CancelScanData>, options?: CallOptions): Promise<Api.CancelScanResponse> {
    return this.ask({ method: 'DELETE', path: '/api/v1/sections/{id}/scan' }, request, options);
  }

  /**
   * Look through the items of the library.
   *
   * By section, type, parent and title. With `missing` or `stale` only those with a file that lacks what a task makes: its `kind` is in the coverage of sections.
   *
   * `GET /api/v1/items`
   */
  items(request: RequestOf<Api.GetItemsData> = {}, options?: CallOptions): Pages<Api.GetItemsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/items', query: ['section', 'type', 'parent', 'text', 'missing', 'stale', 'cursor', 'limit'] }, request, options);
  }

  /**
   * Show an item with its files, and all that is known of them.
   *
   * `GET /api/v1/items/{id}`
   */
  item(request: RequestOf<Api.GetItemData>, options?: CallOptions): Promise<Api.GetItemResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/items/{id}' }, request, options);
  }

  /**
   * Have a task work on one item now.
   *
   * On all files of the item, or of what lies below it, whether or not the task is due or enabled; files that it set aside are tried anew. RefreshLibraries scans their folders. Tasks that work on the whole library are refused. While a run of the task is in hand, nothing more is started: it has these files too, or leaves them to the next.
   *
   * `POST /api/v1/items/{id}/tasks/{task}`
   */
  startTaskOnItem(request: RequestOf<Api.StartTaskOnItemData>, options?: CallOptions): Promise<Api.StartTaskOnItemResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/items/{id}/tasks/{task}', isDoneOnce: true }, request, options);
  }

  /**
   * List the sections of the library, and what they have.
   *
   * Each with its folders, whether they are online, how much it holds, and the coverage of all that tasks make of its files: what is there, what is stale and why, and what is missing.
   *
   * `GET /api/v1/sections`
   */
  sections(options?: CallOptions): Pages<Api.GetSectionsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/sections' }, {}, options);
  }

  /**
   * Add a section.
   *
   * It is scanned at once. Without a type, what is in the first folder tells it.
   *
   * `POST /api/v1/sections`
   */
  addSection(request: RequestOf<Api.AddSectionData>, options?: CallOptions): Promise<Api.AddSectionResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/sections', body: 'required', isDoneOnce: true }, request, options);
  }

  /**
   * Forget the missing files of a section.
   *
   * At once, also where they are too many to be forgotten by themselves, and with the items of which nothing is left. For seven days they can be put back from the quarantine. Files on folders that are offline are not missing.
   *
   * `DELETE /api/v1/sections/{id}/missing`
   */
  forgetMissingFiles(request: RequestOf<Api.ForgetMissingFilesData>, options?: CallOptions): Promise<Api.ForgetMissingFilesResponse> {
    return this.ask({ method: 'DELETE', path: '/api/v1/sections/{id}/missing' }, request, options);
  }

  /**
   * Show a section.
   *
   * `GET /api/v1/sections/{id}`
   */
  section(request: RequestOf<Api.GetSectionData>, options?: CallOptions): Promise<Api.GetSectionResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/sections/{id}' }, request, options);
  }

  /**
   * Rename a section, or give it other folders.
   *
   * New folders are scanned at once. What is known of files in folders that it had is forgotten; on disk no media is touched.
   *
   * `PATCH /api/v1/sections/{id}`
   */
  changeSection(request: RequestOf<Api.ChangeSectionData>, options?: CallOptions): Promise<Api.ChangeSectionResponse> {
    return this.ask({ method: 'PATCH', path: '/api/v1/sections/{id}', body: 'required' }, request, options);
  }

  /**
   * Remove a section.
   *
   * From then on it is none any more. Its items are forgotten, with all that was found out about them and what people wrote about them: in a large library that goes on for a minute after the answer, also over a restart, and cannot be taken back. On disk no media is touched. Files derived from it go when bundles are cleaned; added again before that, it has them again only where tasks make them anew. With `dryRun` nothing is removed, and it is told what would be.
   *
   * `DELETE /api/v1/sections/{id}`
   */
  removeSection(request: RequestOf<Api.RemoveSectionData>, options?: CallOptions): Promise<Api.RemoveSectionResponse> {
    return this.ask({ method: 'DELETE', path: '/api/v1/sections/{id}', query: ['dryRun'] }, request, options);
  }

  /**
   * Look through the folders of the server.
   *
   * To choose those of a section. Only folders in the home folder of Butler, on attached disks, and of sections are shown, or those that BUTLER_BROWSE_FOLDERS names; links that lead elsewhere, and hidden folders, are not.
   *
   * `GET /api/v1/folders`
   */
  folders(request: RequestOf<Api.GetFoldersData> = {}, options?: CallOptions): Pages<Api.GetFoldersResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/folders', query: ['path'] }, request, options);
  }

  /**
   * List derived files.
   *
   * All that tasks made of media as files, by the media, copies beside it included.
   *
   * `GET /api/v1/artifacts`
   */
  artifacts(request: RequestOf<Api.GetArtifactsData> = {}, options?: CallOptions): Pages<Api.GetArtifactsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/artifacts', query: ['section', 'kind', 'state', 'cursor', 'limit'] }, request, options);
  }

  /**
   * Show a derived file.
   *
   * `GET /api/v1/artifacts/{id}`
   */
  artifact(request: RequestOf<Api.GetArtifactData>, options?: CallOptions): Promise<Api.GetArtifactResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/artifacts/{id}' }, request, options);
  }

  /**
   * Read a derived file.
   *
   * The file as it is, or a range of its bytes; of a folder one file, which `name` tells.
   *
   * `GET /api/v1/artifacts/{id}/content`
   */
  readArtifact(request: RequestOf<Api.ReadArtifactData>, options?: CallOptions): Promise<Response> {
    return this.askBytes({ method: 'GET', path: '/api/v1/artifacts/{id}/content', query: ['name'] }, request, options);
  }
}

/** Backups, what can be put back, and the disk. */
export class Safekeeping extends Group {
  /**
   * List the backups of the database, the newest first.
   *
   * `GET /api/v1/backups`
   */
  backups(options?: CallOptions): Pages<Api.GetBackupsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/backups' }, {}, options);
  }

  /**
   * Make a backup now.
   *
   * Starts the task BackupDatabase, which verifies what it makes.
   *
   * `POST /api/v1/backups`
   */
  makeBackup(options?: CallOptions): Promise<Api.MakeBackupResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/backups', isDoneOnce: true }, {}, options);
  }

  /**
   * Restore a backup on trial, and compare it.
   *
   * Into a folder that is removed afterwards, beside all that goes on. One at a time; a large one takes minutes.
   *
   * `POST /api/v1/backups/{name}/verify`
   */
  verifyBackup(request: RequestOf<Api.VerifyBackupData>, options?: CallOptions): Promise<Api.VerifyBackupResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/backups/{name}/verify', isDoneOnce: true }, request, options);
  }

  /**
   * Rehearse restoring a backup.
   *
   * Does all of it but put the result in place, beside all that goes on, and tells what it would bring back. One at a time; a large one takes minutes.
   *
   * `POST /api/v1/backups/{name}/rehearse`
   */
  rehearseRestore(request: RequestOf<Api.RehearseRestoreData>, options?: CallOptions): Promise<Api.RehearseRestoreResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/backups/{name}/rehearse', isDoneOnce: true }, request, options);
  }

  /**
   * Restore a backup.
   *
   * Puts it in the place of the database. It is brought back beside it and compared while the work goes on; then the work stops, the server is away for a moment, and comes back at the same address, with the same token and the data of the backup. What was there before is kept. Whatever goes wrong, all stays as it was. The events of the type `restore` tell how it goes, and `GET /restore` what came of it.
   *
   * `POST /api/v1/backups/{name}/restore`
   */
  restoreBackup(request: RequestOf<Api.RestoreBackupData>, options?: CallOptions): Promise<Api.RestoreBackupResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/backups/{name}/restore', body: 'required', isDoneOnce: true }, request, options);
  }

  /**
   * Undo the last restore.
   *
   * Puts back what was there before, in the same way. What is there now is kept then: this can be undone too.
   *
   * `POST /api/v1/restore/undo`
   */
  undoRestore(request: RequestOf<Api.UndoRestoreData>, options?: CallOptions): Promise<Api.UndoRestoreResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/restore/undo', body: 'required', isDoneOnce: true }, request, options);
  }

  /**
   * Tell how the last restore went.
   *
   * `GET /api/v1/restore`
   */
  lastRestore(options?: CallOptions): Promise<Api.GetLastRestoreResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/restore' }, {}, options);
  }

  /**
   * Put something back that cleaning took away.
   *
   * `POST /api/v1/quarantine/{id}/restore`
   */
  restoreFromQuarantine(request: RequestOf<Api.RestoreFromQuarantineData>, options?: CallOptions): Promise<Api.RestoreFromQuarantineResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/quarantine/{id}/restore', isDoneOnce: true }, request, options);
  }

  /**
   * List what cleaning took away, and can be put back.
   *
   * `GET /api/v1/quarantine`
   */
  quarantine(options?: CallOptions): Pages<Api.GetQuarantineResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/quarantine' }, {}, options);
  }

  /**
   * Remove for good what cleaning took away.
   *
   * `DELETE /api/v1/quarantine`
   */
  emptyQuarantine(options?: CallOptions): Promise<Api.EmptyQuarantineResponse> {
    return this.ask({ method: 'DELETE', path: '/api/v1/quarantine' }, {}, options);
  }

  /**
   * Tell what Butler keeps on its disk.
   *
   * Files are counted at most every few minutes. Backups in other folders are not among them.
   *
   * `GET /api/v1/storage`
   */
  storage(options?: CallOptions): Pages<Api.GetStorageResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/storage' }, {}, options);
  }
}

/** What is on television. */
export class Guide extends Group {
  /**
   * List the channels of the programme guide.
   *
   * What several guides have of one channel is one channel here.
   *
   * `GET /api/v1/guide/channels`
   */
  channels(request: RequestOf<Api.GetGuideChannelsData> = {}, options?: CallOptions): Pages<Api.GetGuideChannelsResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/guide/channels', query: ['cursor', 'limit'] }, request, options);
  }

  /**
   * List what a channel shows.
   *
   * No two overlap. What is on at the beginning comes first.
   *
   * `GET /api/v1/guide/programmes`
   */
  programmes(request: RequestOf<Api.GetGuideProgrammesData>, options?: CallOptions): Pages<Api.GetGuideProgrammesResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/guide/programmes', query: ['channel', 'from', 'to', 'cursor', 'limit'] }, request, options);
  }
}

/** Letting work rest. */
export class Pauses extends Group {
  /**
   * List what rests work now, and why.
   *
   * `GET /api/v1/pauses`
   */
  list(options?: CallOptions): Pages<Api.GetPausesResponse> {
    return this.askPages({ method: 'GET', path: '/api/v1/pauses' }, {}, options);
  }

  /**
   * Rest one task, or all.
   *
   * Running work is suspended in place within two seconds, and nothing new starts, over restarts too. An earlier pause by hand of the same scope is replaced.
   *
   * `POST /api/v1/pauses`
   */
  pause(request: RequestOf<Api.PauseData>, options?: CallOptions): Promise<Api.PauseResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/pauses', body: 'required', isDoneOnce: true }, request, options);
  }

  /**
   * Take a pause by hand back.
   *
   * Work goes on where it was, unless something else rests it too.
   *
   * `DELETE /api/v1/pauses/{scope}`
   */
  resume(request: RequestOf<Api.ResumeData>, options?: CallOptions): Promise<void> {
    return this.askNothing({ method: 'DELETE', path: '/api/v1/pauses/{scope}' }, request, options);
  }
}

/** Signing a browser in. */
export class Session extends Group {
  /**
   * Sign in with a one-time code.
   *
   * The server prints a link with a code when it starts. A code is good once, and for ten minutes; after ten wrong ones in a minute from one address none is taken from there. Needs no token.
   *
   * `POST /api/v1/session`
   */
  begin(request: RequestOf<Api.BeginSessionData>, options?: CallOptions): Promise<Api.BeginSessionResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/session', body: 'required' }, request, options);
  }

  /**
   * Make a one-time code.
   *
   * For a link to the dashboard that signs a browser in: the address of the server with `#code=` and the code.
   *
   * `POST /api/v1/session/codes`
   */
  issueCode(options?: CallOptions): Promise<Api.IssueSessionCodeResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/session/codes', isDoneOnce: true }, {}, options);
  }

  /**
   * Renew the token.
   *
   * From now on the new one is right, and it alone: whoever brings the one before gets 401 with the code `token-renewed`, streams of events that were opened with it end, and links that sign in are good no more. Refused where the server was started with a token of its own. The answer is in no cache, also not in that of `Idempotency-Key`.
   *
   * `POST /api/v1/token/renew`
   */
  renewToken(options?: CallOptions): Promise<Api.RenewTokenResponse> {
    return this.ask({ method: 'POST', path: '/api/v1/token/renew', isDoneOnce: true }, {}, options);
  }
}

/** This API itself. */
export class About extends Group {
  /**
   * Read this description.
   *
   * `GET /api/v1/openapi.json`
   */
  openApi(options?: CallOptions): Promise<Api.GetOpenApiResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/openapi.json' }, {}, options);
  }

  /**
   * Read the description of what Butler answers as Plex would.
   *
   * `GET /api/v1/plex-openapi.json`
   */
  plexOpenApi(options?: CallOptions): Promise<Api.GetPlexOpenApiResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/plex-openapi.json' }, {}, options);
  }

  /**
   * Tell who this server is, by which clock it works, and what it can do.
   *
   * `GET /api/v1/server`
   */
  server(options?: CallOptions): Promise<Api.GetServerResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/server' }, {}, options);
  }

  /**
   * Read whether there is a newer release.
   *
   * As the task CheckForUpdates last found out.
   *
   * `GET /api/v1/updates`
   */
  updates(options?: CallOptions): Promise<Api.GetUpdatesResponse> {
    return this.ask({ method: 'GET', path: '/api/v1/updates' }, {}, options);
  }
}

/** All groups of operations. */
export abstract class Groups {
  /** What Butler can do. */
  readonly tasks: Tasks;
  /** What it did and does. */
  readonly runs: Runs;
  /** How the server is. */
  readonly monitoring: Monitoring;
  /** What it will do, what it decided, and what came of it. */
  readonly plan: Plan;
  /** How it is to work. */
  readonly settings: Settings;
  /** What it looks after. */
  readonly library: Library;
  /** Backups, what can be put back, and the disk. */
  readonly safekeeping: Safekeeping;
  /** What is on television. */
  readonly guide: Guide;
  /** Letting work rest. */
  readonly pauses: Pauses;
  /** Signing a browser in. */
  readonly session: Session;
  /** This API itself. */
  readonly about: About;

  constructor(client: Client) {
    this.tasks = new Tasks(client);
    this.runs = new Runs(client);
    this.monitoring = new Monitoring(client);
    this.plan = new Plan(client);
    this.settings = new Settings(client);
    this.library = new Library(client);
    this.safekeeping = new Safekeeping(client);
    this.guide = new Guide(client);
    this.pauses = new Pauses(client);
    this.session = new Session(client);
    this.about = new About(client);
  }
}
