# Accounts, groups and tokens from people.json, for initial-data.pl and suite-data.pl.
package People;
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

# Services get a password that nobody has to type; people get that of the demo's other backends.
sub secret { open my $random, '<:raw', '/dev/urandom' or die; read $random, my $bytes, 18; return unpack 'H*', $bytes }
# RT gives customers who write mail their address as name, so a portal should do the same.
$_->{login} = $_->{key} for @agents;
$_->{login} = $_->{email} for @customers;
$_->{password} = "$_->{key}-password" for @agents, @customers;
$_->{password} = secret() for @services;

sub groups {
    return (
        { Name => 'Helpdesk', Description => 'Agents' },
        { Name => 'Portal token maker', Description => 'Makes tokens for customers; as powerful as root' },
        { Name => 'Portal reader', Description => 'Sees of every support ticket what its requester sees' },
    );
}

sub users {
    return map {
        my $person = $_;
        {
            Name => $_->{login}, RealName => $_->{name}, EmailAddress => $_->{email}, Password => $_->{password},
            map { defined $person->{ $_->[1] } ? ($_->[0] => $person->{ $_->[1] }) : () } [ Organization => 'organization' ], [ Lang => 'language' ],
        }
    } @customers;
}

sub staff {
    return map { {
        Name => $_->{login}, RealName => $_->{name}, EmailAddress => $_->{email}, Password => $_->{password}, Privileged => 1,
        MemberOf => $_->{group} || 'Helpdesk',
    } } @agents, @services;
}

# Rights, as rt-setup-database wants them: to whom, on what, which.
sub everyone { return [ GroupDomain => 'SystemInternal', GroupType => 'Everyone' ] }
sub role     { my ($queue, $role) = @_; return [ GroupDomain => 'RT::Queue-Role', Queue => $queue, GroupType => $role ] }
sub group    { return [ GroupDomain => 'UserDefined', GroupId => $_[0] ] }
sub grant {
    my ($to, $on, @rights) = @_;
    return map { { @$to, @$on, Right => $_ } } @rights;
}

# What customers may do with what they have requested. RT has no smaller right than ModifyTicket for putting people in copy.
sub requester_rights { return qw(ShowTicket ReplyToTicket CloseTicket ReopenTicket ModifyTicket) }

# What agents may do in these queues.
sub staff_rights {
    return map { grant(group('Helpdesk'), [ Queue => $_ ], qw(
        SeeQueue ShowTicket ShowTicketComments ShowOutgoingEmail CreateTicket ReplyToTicket CommentOnTicket OwnTicket TakeTicket StealTicket
        ReassignTicket ModifyTicket DeleteTicket Watch WatchAsAdminCc SeeCustomField ModifyCustomField
    )) } @_;
}

# Neither ShowTicketComments nor SeeCustomField on the queue: RT itself keeps notes and agents' fields back.
sub portal_rights {
    return (
        (map { my $queue = $_; map { grant(group($_), [ Queue => $queue ], qw(SeeQueue ShowTicket)) } 'Portal reader', 'Portal token maker' } @_),
        grant(group('Portal token maker'), [], qw(SeeGroup AdminUsers ManageAuthTokens ShowConfigTab)),
        grant(group('Helpdesk'), [], qw(SeeGroup ModifySelf)),
    );
}

# Fields that everybody sees and fills in; all but those of agents, and none where a message carries it and not a ticket.
sub field_rights {
    return map { grant(everyone(), [ CF => $_ ], qw(SeeCustomField SetInitialCustomField)) } @_;
}

sub options { my $n = 0; return [ map { { Name => $_, SortOrder => ++$n } } @_ ] }

# The last step of a set-up.
sub finish {
    # Mail that nobody gets is still rendered, several per ticket; customers' own mail stays on.
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
        my %account = (id => $user->id, token => $token, map { $_ => $person->{$_} } qw(login password name email));
        $account{organization} = $person->{organization} if $person->{organization};
        $accounts{ $person->{key} } = \%account;
    }
    umask 077;
    open my $file, '>', "$ENV{PORTICO_RT_DATA}/accounts.json" or die "accounts.json: $!";
    print $file JSON->new->utf8->canonical->encode(\%accounts);
    close $file;
}

1;
