package com.amazonaws.services.lambda.runtime.events;

public class ApplicationLoadBalancerRequestEvent {
  private String httpMethod;

  public String getHttpMethod() {
    return httpMethod;
  }

  public void setHttpMethod(String httpMethod) {
    this.httpMethod = httpMethod;
  }
}
