package com.amazonaws.services.lambda.runtime.events;

import java.util.Map;

public class DynamodbTimeWindowEvent extends DynamodbEvent {
  private Map<String, String> state;

  public Map<String, String> getState() {
    return state;
  }

  public void setState(Map<String, String> state) {
    this.state = state;
  }

  private Boolean isFinalInvokeForWindow;

  public Boolean getIsFinalInvokeForWindow() {
    return isFinalInvokeForWindow;
  }

  public void setIsFinalInvokeForWindow(Boolean isFinalInvokeForWindow) {
    this.isFinalInvokeForWindow = isFinalInvokeForWindow;
  }
}
