# ics_reader.py FILE UNTIL: the events of a calendar as Python's icalendar reads them and dateutil
# works out their rules, as JSON: [uid, first day, last day, status].
import datetime
import json
import sys

import dateutil.rrule
import icalendar

with open(sys.argv[1], 'rb') as file:
    calendar = icalendar.Calendar.from_ical(file.read())
until = datetime.date.fromisoformat(sys.argv[2])
found = []
for event in calendar.walk('VEVENT'):
    start, end = event.decoded('dtstart'), event.decoded('dtend')
    if isinstance(start, datetime.datetime) or isinstance(end, datetime.datetime):
        sys.exit(f"{event['uid']} is not all-day")
    starts = [start]
    if 'rrule' in event:
        rule = event['rrule'].to_ical().decode()
        begin = datetime.datetime.combine(start, datetime.time())
        last = datetime.datetime.combine(until, datetime.time())
        starts = [day.date() for day in dateutil.rrule.rrulestr(rule, dtstart=begin).between(begin, last, inc=True)]
    for day in starts:
        if day < until:
            found.append([str(event['uid']), day.isoformat(), (day + (end - start) - datetime.timedelta(1)).isoformat(), str(event['status'])])
print(json.dumps(found))
