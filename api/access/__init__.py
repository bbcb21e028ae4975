"""Who may do what: keys and their roles, the service file that holds them, and the gate before every request.

    zerentu key create --role editor      →  zer_<id>_<secret>, told once
    Authorization: Bearer zer_<id>_<secret>

``gate`` is the ASGI middleware that asks the others: ``hosts`` (by which name, and from where), ``rules`` (which role a
request needs), ``keys`` (whose key it is), ``rates`` (how often), ``bodies`` (how much, how fast). ``audit`` remembers
who wrote what.
"""
