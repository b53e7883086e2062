package software.amazon.lambda.durable;

import java.time.Duration;
import java.util.function.Function;

public interface DurableContext {
  <T> T step(String name, TypeToken<T> resultType, Function<StepContext, T> func);

  Void wait(String name, Duration duration);
}
