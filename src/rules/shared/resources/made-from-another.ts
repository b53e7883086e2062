import type { Resource } from "../../../terraform/index.ts";

const SOURCES = [
  ...["snapshot_identifier", "replicate_source_db", "replication_source_identifier", "global_cluster_identifier"],
  ...["source_snapshot_identifier", "s3_import", "restore_to_point_in_time"],
];

/** Whether a database is, or may be, a copy or a replica of another one, from which it takes its encryption. */
export function isMadeFromAnother(store: Resource): boolean {
  return SOURCES.some((name) => mayBeGiven(store, name));
}

/** Whether an argument or a block may be there, and not empty. */
export function mayBeGiven({ body }: Resource, name: string): boolean {
  return body.isWritten(name) ? body.isSet(name) !== "no" && body.string(name) !== "" : body.hasBlock(name) !== "no";
}
