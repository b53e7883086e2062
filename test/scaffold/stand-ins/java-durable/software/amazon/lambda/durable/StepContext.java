package software.amazon.lambda.durable;

public interface StepContext {}
