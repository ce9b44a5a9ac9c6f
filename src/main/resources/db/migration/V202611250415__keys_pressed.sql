-- The key that counted in a call: what the provider tells twice is done once.
CREATE TABLE key_pressed (
    delivery_id uuid NOT NULL REFERENCES delivery ON DELETE CASCADE,
    call        text NOT NULL,
    key         text NOT NULL CHECK (key IN ('1', '2')),
    at          timestamptz(3) NOT NULL,
    PRIMARY KEY (delivery_id, call)
);
