"""What is said about each kind of change: the step is the subject, the new comes first, no id is named."""

import pytest

from tests.bpmn.comparing.comparing import changes, edited, said

ASK = '<bpmn:messageEventDefinition id="d_ask" messageRef="m_ask" />'
DAY = "<bpmn:timeDuration>P1D</bpmn:timeDuration>"
TIMER = f'<bpmn:timerEventDefinition id="d_ask">{DAY}</bpmn:timerEventDefinition>'

#: in the file before, in the file after, who notices it, how deep it goes, what is said
TOLD = [
    (
        'dueDate="P3D"',
        'dueDate="P10D"',
        "deadlines",
        "parameter",
        "“Read the message” is due in 10 days; it was 3 days.",
    ),
    ('dueDate="P3D" ', "", "deadlines", "parameter", "“Read the message” has no deadline any more."),
    (
        'dueDate="P3D"',
        'dueDate="=some(thing)"',
        "deadlines",
        "parameter",
        "The deadline of “Read the message” is worked out in another way.",
    ),
    (
        'followUpDate="=now() + duration(&#34;P1D&#34;)"',
        'followUpDate="P2D"',
        "deadlines",
        "parameter",
        "A reminder of “Read the message” comes after 2 days; it came after 1 day.",
    ),
    (
        'dueDate="P3D"',
        'dueDate="=add working days(today(), 5)"',
        "deadlines",
        "parameter",
        "“Read the message” is due in 5 working days; it was 3 days.",
    ),
    (
        'priority="70"',
        'priority="90"',
        "deadlines",
        "parameter",
        "The urgency of “Read the message” is 90; it was 70.",
    ),
    (
        "R3/P7D",
        "R3/P14D",
        "deadlines",
        "parameter",
        "The time of “Late” is 3 times, every 14 days; it was 3 times, every 7 days.",
    ),
    (
        '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P14D</bpmn:timeDuration>',
        "<bpmn:timeDate>2026-12-24</bpmn:timeDate>",
        "deadlines",
        "parameter",
        "The time of “Two weeks” is 24.12.2026; it was 14 days.",
    ),
    (
        'candidateGroups="permit-office, board"',
        'candidateGroups="board"',
        "people",
        "parameter",
        "“Read the message” is done by Board; it was Permit office and Board.",
    ),
    (
        'candidateGroups="permit-office, board"',
        'candidateGroups="=whom"',
        "people",
        "parameter",
        "“Read the message” is done by whoever the case names; it was Permit office and Board.",
    ),
    (
        'name="Permit office"',
        'name="Permit desk"',
        "people",
        "parameter",
        "What “Permit office” did is now done by “Permit desk”.",
    ),
    (
        'formId="decide"',
        'formId="decide-again"',
        "people",
        "diagram",
        "“Check the application” uses the form “Decide again”; it was “Decide”.",
    ),
    (
        'formId="decide"',
        'formId="Decide"',
        "people",
        "diagram",
        "“Check the application” uses another form, which is called “Decide”, too.",
    ),
    (
        'formId="application" /><zeebe:properties>',
        'formId="apply" /><zeebe:properties>',
        "citizen",
        "diagram",
        "“Application” uses the form “Apply”; it was “Application”.",
    ),
    (
        'value="We received it"',
        'value="We got it"',
        "citizen",
        "text",
        "What the citizen reads at “Application” is now “We got it”; it was “We received it”.",
    ),
    (
        'value="Hakemus saapui"',
        'value="Hakemus tuli"',
        "citizen",
        "text",
        "In Finnish, what the citizen reads at “Application” is now “Hakemus tuli”; it was “Hakemus saapui”.",
    ),
    (
        'value="A permit"',
        'value="The permit"',
        "citizen",
        "text",
        "The title of the service is now “The permit”; it was “A permit”.",
    ),
    (
        'source="Question" target="subject_en"',
        'source="Q" target="subject_en"',
        "citizen",
        "text",
        "The message of “Send the question” says something else.",
    ),
    (
        'name="Check the application"',
        'name="Look at the application"',
        "texts",
        "text",
        "“Check the application” is now called “Look at the application”.",
    ),
    (
        'value="Tarkista hakemus"',
        'value="Katso hakemus"',
        "texts",
        "text",
        "“Check the application” is now called “Katso hakemus” in Finnish; it was “Tarkista hakemus”.",
    ),
    ('name="Koivula"', 'name="Sandvik"', "texts", "text", "The pool “Koivula” is now called “Sandvik”."),
    (
        '=decision = "yes"',
        '=decision = "y"',
        "order",
        "diagram",
        "The way “Yes” from “Approved?” is taken under another condition.",
    ),
    (
        'default="approved-refuse"',
        'default="approved-fork"',
        "order",
        "diagram",
        "When no condition holds at “Approved?”, the fork after “Approved?” follows; it was “Refused”.",
    ),
    (
        'cancelActivity="false" attachedToRef="check"',
        'attachedToRef="check"',
        "order",
        "diagram",
        "“Late” now ends “Check the application” when it happens.",
    ),
    (
        'attachedToRef="check"',
        'attachedToRef="read"',
        "order",
        "diagram",
        "“Ask for information” now belongs to “Read the message”; it belonged to “Check the application”.",
    ),
    (
        'messageRef="m_paid"',
        'messageRef="m_reply"',
        "order",
        "diagram",
        "“Wait for the payment” is about the message “reply”; it was “paid”.",
    ),
    (
        'id="m_paid" name="paid"',
        'id="m_paid" name="payment"',
        "order",
        "diagram",
        "The message “paid” is now called “payment”.",
    ),
    (
        'isSequential="true"',
        'isSequential="false"',
        "order",
        "diagram",
        "“Hear neighbours” is now done for all at once.",
    ),
    (
        "=neighbours",
        "=others",
        "order",
        "diagram",
        "How often “Hear neighbours” is done is worked out in another way.",
    ),
    (
        'processId="inspection"',
        'processId="big-inspection"',
        "order",
        "diagram",
        "“Site inspection” runs the process “Big inspection”; it was “Inspection”.",
    ),
    (
        '<bpmn:manualTask id="archive" name="Archive"></bpmn:manualTask>',
        '<bpmn:userTask id="archive" name="Archive"></bpmn:userTask>',
        "order",
        "diagram",
        "“Archive” is now a task for a person; it was a reminder in the drawing.",
    ),
    (
        'expression="=10 + 4"',
        'expression="=10 + 5"',
        "rules",
        "diagram",
        "“Count the days” works out its result in another way.",
    ),
    (
        'resultVariable="days"',
        'resultVariable="d"',
        "rules",
        "diagram",
        "The result of “Count the days” is kept under another name.",
    ),
    (
        'source="=120" target="amount"',
        'source="=130" target="amount"',
        "rules",
        "diagram",
        "“Payment reference” is given other data.",
    ),
    (
        'type="polku.payment-reference"',
        'type="other"',
        "rules",
        "diagram",
        "The system does something else at “Payment reference”.",
    ),
    (
        'retries="3"',
        'retries="5"',
        "rules",
        "parameter",
        "The system tries “Payment reference” 5 times; it was 3.",
    ),
    (
        'correlationKey="=case.number"',
        'correlationKey="=x"',
        "rules",
        "diagram",
        "Which case the message “reply” belongs to is found in another way.",
    ),
    (
        'name="addressee" value="staff"',
        'name="addressee" value="boss"',
        "rules",
        "diagram",
        "Something else about “Ask for information” is different.",
    ),
    ("Only a drawing", "A note", "drawing", "text", "A note in the diagram now says “A note”."),
    (
        'x="260" y="220"',
        'x="270" y="220"',
        "drawing",
        "layout",
        "“Read the message” moved on the page. Nothing runs differently.",
    ),
    (
        'executionPlatformVersion="8.7.0"',
        'executionPlatformVersion="8.8.0"',
        "drawing",
        "layout",
        "Only technical details of the file are different.",
    ),
]


@pytest.mark.parametrize(("old", "new", "group", "level", "sentence"), TOLD, ids=[case[4] for case in TOLD])
def test_a_change_is_told_in_one_sentence(
    whole: bytes, old: str, new: str, group: str, level: str, sentence: str
) -> None:
    (change,) = changes(whole, edited(whole, (old, new)))

    assert change.sentence.say() == sentence
    assert (change.group, change.level) == (group, level)


def test_what_a_tool_writes_down_although_it_is_so_anyway_changes_nothing(whole: bytes) -> None:
    new = edited(whole, ('<bpmn:userTask id="check"', '<bpmn:userTask id="check" isForCompensation="false"'))

    (change,) = changes(whole, new)

    assert (change.group, change.level) == ("drawing", "layout")


def test_another_trigger_is_told_with_its_time(whole: bytes) -> None:
    assert said(whole, edited(whole, (ASK, TIMER))) == [
        "“Ask for information” is now set off by something else.",
        "The time of “Ask for information” is now 1 day; it had none.",
    ]


def test_a_name_in_all_languages_is_one_change(whole: bytes) -> None:
    new = edited(
        whole,
        ('name="Check the application"', 'name="Look at it"'),
        ('value="Tarkista hakemus"', 'value="Katso"'),
        ('value="Granska ansökan"', 'value="Se"'),
    )

    (change,) = changes(whole, new)

    assert change.sentence.say() == "“Check the application” is now called “Look at it”."
    assert change.sentence.say(lang="fi") == "“Tarkista hakemus” is now called “Katso”."
    assert {detail.new for detail in change.details} == {"Look at it", "Katso", "Se"}


def test_the_news_of_a_sentence_can_be_shown_in_bold(whole: bytes) -> None:
    (change,) = changes(whole, edited(whole, ('dueDate="P3D"', 'dueDate="P10D"')))

    assert change.sentence.pieces() == [
        ("“Read the message” is due in ", False),
        ("10 days", True),
        ("; it was 3 days.", False),
    ]


def test_a_sentence_is_said_in_the_language_of_the_reader(whole: bytes) -> None:
    finnish = {
        "%(step)s is due in %(new)s; it was %(old)s.": "%(step)s: määräaika %(new)s, oli %(old)s.",
        "%(count)s days": "%(count)s päivää",
        "“%(name)s”": "”%(name)s”",
    }
    (change,) = changes(whole, edited(whole, ('dueDate="P3D"', 'dueDate="P10D"')))

    sentence = change.sentence.say(lambda text: finnish.get(text, text), "fi")

    assert sentence == "”Read the message”: määräaika 10 päivää, oli 3 päivää."


def test_expressions_stand_in_the_details_for_specialists(whole: bytes) -> None:
    (change,) = changes(whole, edited(whole, ('=decision = "yes"', '=decision = "y"')))

    (detail,) = change.details
    assert (detail.old, detail.new) == ('=decision = "yes"', '=decision = "y"')
    assert "decision" not in change.sentence.say()


def test_names_of_a_hostile_file_cannot_break_a_sentence(whole: bytes) -> None:
    new = edited(whole, ('name="Check the application"', 'name="100 %s %(x)s {0} &#10; x"'))

    assert said(whole, new) == ["“Check the application” is now called “100 %s %(x)s {0} x”."]


def test_the_same_file_has_no_difference(whole: bytes) -> None:
    assert changes(whole, whole) == []


def test_the_way_of_writing_makes_no_difference(whole: bytes) -> None:
    other = whole.replace(b"bpmn:", b"b:").replace(b"xmlns:bpmn=", b"xmlns:b=").replace(b"><", b">\n  <")

    assert changes(whole, other) == []
