/**
 * HCL of a function that mounts a file system through an access point, for the examples of rules about file systems.
 */
export function mountWith({ target, order }: { readonly target: string; readonly order: string }): string {
  return `resource "aws_efs_file_system" "index" {
  encrypted = true
}
${target}
resource "aws_efs_access_point" "index" {
  file_system_id = aws_efs_file_system.index.id
}

resource "aws_lambda_function" "index" {
  function_name = "index"
  role          = "arn:aws:iam::111122223333:role/index"
  runtime       = "python3.14"
  handler       = "index.handler"
  filename      = "index.zip"

  file_system_config {
    arn              = aws_efs_access_point.index.arn
    local_mount_path = "/mnt/index"
  }

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60718"]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }${order}
}`;
}

/** HCL of a mount target of that file system. */
export const MOUNT_TARGET = `
resource "aws_efs_mount_target" "index" {
  file_system_id = aws_efs_file_system.index.id
  subnet_id      = "subnet-0a1b2c3d4e5f60718"
}
`;

/** The argument with which the function waits for the mount target. */
export const AFTER_TARGET = "\n\n  depends_on = [aws_efs_mount_target.index]";
