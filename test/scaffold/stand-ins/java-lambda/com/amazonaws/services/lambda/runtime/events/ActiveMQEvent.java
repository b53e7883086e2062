package com.amazonaws.services.lambda.runtime.events;

import java.util.List;

public class ActiveMQEvent {
  private List<ActiveMQMessage> messages;

  public List<ActiveMQMessage> getMessages() {
    return messages;
  }

  public void setMessages(List<ActiveMQMessage> messages) {
    this.messages = messages;
  }

  public static class ActiveMQMessage {
    private String data;

    public String getData() {
      return data;
    }

    public void setData(String data) {
      this.data = data;
    }
  }
}
