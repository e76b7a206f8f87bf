# Queues, fields and rights of the demo, in the form that rt-setup-database reads. These are what REST2 has no resource
# for; tickets come afterwards, over HTTP (seed.mjs).
use utf8;
require "$ENV{PORTICO_RT_HERE}/People.pm";

our @Groups = People::groups();
our @Users = (People::staff(), People::users());

our @Queues = (
    {
        Name => 'Support', Description => 'Questions and problems of customers', Lifecycle => 'helpdesk',
        CorrespondAddress => 'help@portico.example', CommentAddress => 'help-internal@portico.example',
    },
    { Name => 'Engineering', Description => 'Agents only', Lifecycle => 'default' },
);

# "(?#Mandatory)." is how RT spells "required"; EntryHint is the help text beside the field.
my $required = '(?#Mandatory).';
my %areas = (
    'Widget Cloud'   => [ 'Upload', 'Sharing', 'API' ],
    'Widget App' => [ 'iPhone', 'Android' ],
    'Invoicing'     => [ 'Bills', 'Credit notes' ],
);
my @products = ('Widget Cloud', 'Widget App', 'Invoicing');
my $position = 0;

our @CustomFields = (
    { Name => 'Product', Type => 'SelectSingle', RenderType => 'Dropdown', Pattern => $required,
        EntryHint => 'What is your question about?', Values => People::options(@products) },
    { Name => 'Area', Type => 'SelectSingle', RenderType => 'Dropdown', BasedOn => 'Product',
        EntryHint => 'Helps us to find the right colleague',
        Values => [ map { my $product = $_; map { { Name => $_, Category => $product, SortOrder => ++$position } } @{ $areas{$product} } } @products ] },
    { Name => 'Urgency', Type => 'SelectSingle', RenderType => 'List', Pattern => $required,
        Values => People::options(qw(Low Normal High Critical)) },
    { Name => 'Contract number', Type => 'FreeformSingle', Pattern => '^(?:WW-\d{5})?$',
        EntryHint => 'WW- and five digits; you find it on every bill' },
    { Name => 'People affected', Type => 'FreeformSingle', Pattern => '^\d*$', EntryHint => 'A number' },
    { Name => 'Devices', Type => 'SelectMultiple', RenderType => 'List', Values => People::options(qw(Windows macOS Linux iOS Android)) },
    { Name => 'Happened on', Type => 'Date' },
    { Name => 'Work is blocked', Type => 'SelectSingle', RenderType => 'List', Values => People::options('Yes'),
        EntryHint => 'Tick this if you cannot go on without us' },
    { Name => 'Steps to reproduce', Type => 'Text' },
    { Name => 'Root cause', Type => 'FreeformSingle', Description => 'Agents only' },
    # How well a customer was helped; the portal fills them in.
    { Name => 'Rating', Type => 'SelectSingle', RenderType => 'Dropdown', Values => People::options(1 .. 5) },
    { Name => 'Rating comment', Type => 'Text' },
    # Belongs to messages: by it the portal recognises a reply that it has sent before.
    { Name => 'Portal request', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket-RT::Transaction' },
);
for my $field (@CustomFields) {
    $field->{LookupType} ||= 'RT::Queue-RT::Ticket';
    $field->{MaxValues} = $field->{Type} eq 'SelectMultiple' ? 0 : 1;
    $field->{ApplyTo} = ['Support'];
}

our @ACL = (
    People::grant(People::everyone(), [ Queue => 'Support' ], qw(SeeQueue CreateTicket)),
    People::grant(People::role('Support', 'Requestor'), [ Queue => 'Support' ], People::requester_rights()),
    People::grant(People::role('Support', 'Cc'), [ Queue => 'Support' ], qw(ShowTicket ReplyToTicket)),
    People::field_rights(grep { $_ ne 'Root cause' } map { $_->{Name} } @CustomFields),
    # the initial right does not cover what is filled in later
    (map { People::grant(People::everyone(), [ CF => $_ ], 'ModifyCustomField') } 'Portal request', 'Rating', 'Rating comment'),
    People::staff_rights('Support', 'Engineering'),
    People::grant(People::group('Helpdesk'), [ Queue => 'Support' ], qw(CloseTicket ReopenTicket)),
    People::portal_rights('Support'),
);

our @Final = (\&People::finish);

1;
