"""Connected cameras: frames, who is there, who may show pictures. No Qt, no sockets."""
