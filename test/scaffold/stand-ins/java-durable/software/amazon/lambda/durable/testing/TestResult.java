package software.amazon.lambda.durable.testing;

import software.amazon.lambda.durable.model.ExecutionStatus;

public final class TestResult<O> {
  private final O result;

  TestResult(O result) {
    this.result = result;
  }

  public ExecutionStatus getStatus() {
    return ExecutionStatus.SUCCEEDED;
  }

  public <T> T getResult(Class<T> resultType) {
    return resultType.cast(result);
  }
}
