package com.amazonaws.services.lambda.runtime.events;

public class APIGatewayProxyRequestEvent {
  private String httpMethod;

  public String getHttpMethod() {
    return httpMethod;
  }

  public APIGatewayProxyRequestEvent withHttpMethod(String httpMethod) {
    this.httpMethod = httpMethod;
    return this;
  }
}
