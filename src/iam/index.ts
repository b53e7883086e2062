/** The face of the iam room: policies as data, and what a role may do. */
export * from "./document.ts";
export { type AttachedPolicy, isRole, Role, rolesOf } from "./role.ts";
