package software.amazon.lambda.durable;

public abstract class DurableHandler<I, O> {
  protected DurableHandler() {}

  public abstract O handleRequest(I input, DurableContext context);
}
