"""Makes the tables, 100 people (token dev-0…) and 100 guardians (token gua-0…), each guardian a contact of each person."""
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peer.settings")
django.setup()

from django.core.management import call_command

from peer.models import EmergencyContact, Token, User

call_command("migrate", run_syncdb=True, verbosity=0)
people, guardians = ([User.objects.create(username=f"{kind}-{i}", password="!") for i in range(100)] for kind in ("dev", "gua"))
Token.objects.bulk_create([Token(key=u.username, user=u) for u in people + guardians])
EmergencyContact.objects.bulk_create([EmergencyContact(user=p, guardian=g, name=g.username) for p in people for g in guardians])
