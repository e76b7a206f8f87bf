# Queues, people, fields and rights of the demo, in the form that rt-setup-database reads. These are what REST2 has no
# resource for; tickets come afterwards, over HTTP (seed.mjs).
use utf8;
use JSON ();

my $people = do {
    open my $file, '<', $ENV{PORTICO_RT_PEOPLE} or die "people.json: $!";
    local $/;
    JSON->new->utf8->decode(<$file>);
};
my @agents    = @{ $people->{agents} };
my @services  = @{ $people->{services} };
my @customers = @{ $people->{customers} };

# Services get a password that nobody has to type; people get the one that the demo prints.
sub secret { open my $random, '<:raw', '/dev/urandom' or die; read $random, my $bytes, 18; return unpack 'H*', $bytes }
for my $person (@agents, @services, @customers) {
    $person->{login} ||= $person->{organization} ? $person->{email} : $person->{key};
    $person->{password} = $person->{group} ? secret() : $people->{password};
}

our @Users = (
    (map { {
        Name => $_->{login}, RealName => $_->{name}, EmailAddress => $_->{email}, Password => $_->{password}, Privileged => 1,
        MemberOf => $_->{group} || 'Helpdesk',
    } } @agents, @services),
    # RT gives customers who write mail their address as name, so a portal should do the same.
    (map { {
        Name => $_->{login}, RealName => $_->{name}, EmailAddress => $_->{email}, Password => $_->{password}, Privileged => 0,
        Organization => $_->{organization}, Lang => $_->{language},
    } } @customers),
);

our @Groups = (
    { Name => 'Helpdesk', Description => 'Agents' },
    { Name => 'Portal token maker', Description => 'Makes tokens for customers; as powerful as root' },
    { Name => 'Portal reader', Description => 'Sees of every support ticket what its requester sees' },
);

our @Queues = (
    {
        Name => 'Support', Description => 'Questions and problems of customers', Lifecycle => 'helpdesk',
        CorrespondAddress => 'help@portico.example', CommentAddress => 'help-internal@portico.example',
    },
    { Name => 'Engineering', Description => 'Agents only', Lifecycle => 'default' },
);

# "(?#Mandatory)." is how RT spells "required"; EntryHint is the help text beside the field.
my $required = '(?#Mandatory).';
sub options { my $n = 0; return [ map { { Name => $_, SortOrder => ++$n } } @_ ] }

our @CustomFields = (
    { Name => 'Product', Type => 'SelectSingle', RenderType => 'Dropdown', Pattern => $required,
        EntryHint => 'What is your question about?', Values => options('Harbor Sync', 'Harbor Mobile', 'Invoicing') },
    { Name => 'Area', Type => 'SelectSingle', RenderType => 'Dropdown', BasedOn => 'Product',
        EntryHint => 'Helps us to find the right colleague', Values => do {
            my %areas = (
                'Harbor Sync'   => [ 'Upload', 'Sharing', 'API' ],
                'Harbor Mobile' => [ 'iPhone', 'Android' ],
                'Invoicing'     => [ 'Bills', 'Credit notes' ],
            );
            my $n = 0;
            [ map { my $product = $_; map { { Name => $_, Category => $product, SortOrder => ++$n } } @{ $areas{$product} } }
                ('Harbor Sync', 'Harbor Mobile', 'Invoicing') ];
        } },
    { Name => 'Urgency', Type => 'SelectSingle', RenderType => 'List', Pattern => $required,
        Values => options(qw(Low Normal High Critical)) },
    { Name => 'Contract number', Type => 'FreeformSingle', Pattern => '^(?:HC-\d{5})?$',
        EntryHint => 'HC- and five digits; you find it on every bill' },
    { Name => 'People affected', Type => 'FreeformSingle', Pattern => '^\d*$', EntryHint => 'A number' },
    { Name => 'Devices', Type => 'SelectMultiple', RenderType => 'List', Values => options(qw(Windows macOS Linux iOS Android)) },
    { Name => 'Happened on', Type => 'Date' },
    { Name => 'Work is blocked', Type => 'SelectSingle', RenderType => 'List', Values => options('Yes'),
        EntryHint => 'Tick this if you cannot go on without us' },
    { Name => 'Steps to reproduce', Type => 'Text' },
    { Name => 'Root cause', Type => 'FreeformSingle', Description => 'Agents only' },
    # Belongs to messages: by it the portal recognises a reply that it has sent before.
    { Name => 'Portal request', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket-RT::Transaction' },
);
for my $field (@CustomFields) {
    $field->{LookupType} ||= 'RT::Queue-RT::Ticket';
    $field->{MaxValues} = $field->{Type} eq 'SelectMultiple' ? 0 : 1;
    $field->{ApplyTo} = ['Support'];
}

my @everyone = (GroupDomain => 'SystemInternal', GroupType => 'Everyone');
sub role  { return (GroupDomain => 'RT::Queue-Role', Queue => 'Support', GroupType => $_[0]) }
sub group { return (GroupDomain => 'UserDefined', GroupId => $_[0]) }
sub grant {
    my ($to, $on, @rights) = @_;
    return map { { @$to, @$on, Right => $_ } } @rights;
}

my @see_support = qw(SeeQueue ShowTicket);
our @ACL = (
    grant(\@everyone, [ Queue => 'Support' ], qw(SeeQueue CreateTicket)),
    grant([ role('Requestor') ], [ Queue => 'Support' ], qw(ShowTicket ReplyToTicket CloseTicket ReopenTicket)),
    grant([ role('Cc') ], [ Queue => 'Support' ], qw(ShowTicket ReplyToTicket)),
    (map { grant(\@everyone, [ CF => $_->{Name} ], qw(SeeCustomField SetInitialCustomField)) }
        grep { $_->{Name} ne 'Root cause' } @CustomFields),
    grant(\@everyone, [ CF => 'Portal request' ], 'ModifyCustomField'),     # the initial right does not cover replies

    (map { grant([ group('Helpdesk') ], [ Queue => $_ ], @see_support, qw(
        ShowTicketComments ShowOutgoingEmail CreateTicket ReplyToTicket CommentOnTicket OwnTicket TakeTicket StealTicket
        ReassignTicket ModifyTicket DeleteTicket Watch WatchAsAdminCc SeeCustomField ModifyCustomField
    )) } qw(Support Engineering)),
    grant([ group('Helpdesk') ], [ Queue => 'Support' ], qw(CloseTicket ReopenTicket)),
    grant([ group('Helpdesk') ], [], qw(SeeGroup ModifySelf)),

    # Neither ShowTicketComments nor SeeCustomField on the queue: RT itself keeps notes and agents' fields back.
    grant([ group('Portal reader') ], [ Queue => 'Support' ], @see_support),
    grant([ group('Portal token maker') ], [ Queue => 'Support' ], @see_support),
    grant([ group('Portal token maker') ], [], qw(SeeGroup AdminUsers ManageAuthTokens ShowConfigTab)),
);

our @Final = (sub {
    # Mail that nobody of the demo gets is still rendered, several per ticket; customers' own mail stays on.
    my $scrips = RT::Scrips->new(RT->SystemUser);
    $scrips->UnLimit;
    while (my $scrip = $scrips->Next) {
        $scrip->SetDisabled(1) if $scrip->Description =~ /AdminCcs|Notify Ccs|Other Recipients|Notify Owner/;
    }

    # Tokens are shown once, when they are made: here.
    my %accounts;
    for my $person (@agents, @services, @customers) {
        my $user = RT::User->new(RT->SystemUser);
        $user->Load($person->{login});
        my ($ok, $message, $token) = RT::AuthToken->new(RT->SystemUser)->Create(Owner => $user->id, Description => 'demo');
        die "$person->{login}: $message" unless $ok;
        my %account = (
            id => $user->id, login => $person->{login}, password => $person->{password}, token => $token,
            name => $person->{name}, email => $person->{email},
        );
        $account{organization} = $person->{organization} if $person->{organization};
        $accounts{ $person->{key} } = \%account;
    }
    umask 077;
    open my $file, '>', "$ENV{PORTICO_RT_DATA}/accounts.json" or die "accounts.json: $!";
    print $file JSON->new->utf8->canonical->encode(\%accounts);
    close $file;
});

1;
