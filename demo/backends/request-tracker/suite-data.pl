# Queues, fields and rights for the conformance suite (src/testing), in place of the demo's. The names are the suite's.
use utf8;
require "$ENV{PORTICO_RT_HERE}/People.pm";

our @Groups = People::groups();
our @Users = (People::staff(), People::users());

# Locked holds tickets with which their requesters can do nothing but read them.
our @Queues = map { { Name => $_, Lifecycle => 'helpdesk', CorrespondAddress => lc($_) . '@portico.example' } } qw(Support Billing Locked);

our @CustomFields = (
    { Name => 'Product', Type => 'SelectSingle', RenderType => 'Dropdown', Pattern => '(?#Mandatory).',
        Values => People::options('Widget Cloud', 'Widget Desktop') },
    { Name => 'Browsers', Type => 'SelectMultiple', RenderType => 'List', Values => People::options(qw(Chrome Firefox Safari)) },
    { Name => 'Order number', Type => 'FreeformSingle', Pattern => '^(?:ORD-\d{6})?$' },
    { Name => 'Incident date', Type => 'Date' },
    { Name => 'Root cause', Type => 'FreeformSingle' },
    { Name => 'Rating', Type => 'SelectSingle', RenderType => 'Dropdown', Values => People::options(1 .. 5) },
    { Name => 'Rating comment', Type => 'Text' },
    { Name => 'Portal request', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket-RT::Transaction' },
);
for my $field (@CustomFields) {
    $field->{LookupType} ||= 'RT::Queue-RT::Ticket';
    $field->{MaxValues} = $field->{Type} eq 'SelectMultiple' ? 0 : 1;
    $field->{ApplyTo} = [qw(Support Billing Locked)];
}

our @ACL = (
    (map { People::grant(People::everyone(), [ Queue => $_ ], qw(SeeQueue CreateTicket)) } qw(Support Billing Locked)),
    (map { my $queue = $_; (
        People::grant(People::role($queue, 'Requestor'), [ Queue => $queue ], People::requester_rights()),
        People::grant(People::role($queue, 'Cc'), [ Queue => $queue ], qw(ShowTicket ReplyToTicket)),
    ) } qw(Support Billing)),
    People::grant(People::role('Locked', 'Requestor'), [ Queue => 'Locked' ], 'ShowTicket'),
    People::field_rights(grep { $_ ne 'Root cause' } map { $_->{Name} } @CustomFields),
    (map { People::grant(People::everyone(), [ CF => $_ ], 'ModifyCustomField') } 'Portal request', 'Rating', 'Rating comment'),
    People::staff_rights(qw(Support Billing Locked)),
    (map { People::grant(People::group('Helpdesk'), [ Queue => $_ ], qw(CloseTicket ReopenTicket)) } qw(Support Billing Locked)),
    People::portal_rights(qw(Support Billing Locked)),
);

our @Final = (\&People::finish);

1;
