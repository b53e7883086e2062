package com.amazonaws.services.lambda.runtime.events;

public class APIGatewayV2WebSocketResponse {
  private int statusCode;

  public int getStatusCode() {
    return statusCode;
  }

  public void setStatusCode(int statusCode) {
    this.statusCode = statusCode;
  }
}
