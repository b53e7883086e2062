package software.amazon.lambda.durable;

public abstract class TypeToken<T> {
  protected TypeToken() {}
}
