package software.amazon.lambda.durable.model;

public enum ExecutionStatus {
  SUCCEEDED,
  PENDING,
  FAILED
}
